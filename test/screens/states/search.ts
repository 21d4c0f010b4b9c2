import { refuse } from '../refuse.ts'
import type { State } from '../stage.ts'

export const searchStates: readonly State[] = [
  {
    name: 'search-results',
    async make({ open }) {
      const page = await open('/?date=any')
      await page.locator('.venue-card').first().waitFor()
      return page
    },
  },
  {
    name: 'search-tonight',
    async make({ open }) {
      const page = await open('/')
      await page.locator('.venue-card, .empty').first().waitFor()
      return page
    },
  },
  {
    name: 'search-none',
    async make({ open, t }) {
      const page = await open('/?q=zzzz')
      await page.getByText(t.search.none).waitFor()
      return page
    },
  },
  {
    name: 'search-error',
    async make({ open }) {
      const prepare = (page: Parameters<typeof refuse>[0]) =>
        refuse(page, 'venue.search', 'internal', { incident: 'k4v9' })
      const page = await open('/', { prepare })
      await page.getByRole('alert').waitFor()
      return page
    },
  },
]
