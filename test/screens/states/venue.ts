import { dateAhead } from '../../support/venue.ts'
import { book } from '../people.ts'
import type { Stage, State } from '../stage.ts'

const date = dateAhead(10)
const times = ['18:00', '18:30', '19:00', '19:30', '20:00', '20:30', '21:00']

/** Once per run: every language shows the same night. */
let taken: Promise<void> | null = null

/** A night with a bit of everything, and one that is full. */
function takeTables(stage: Stage): Promise<void> {
  taken ??= take(stage)
  return taken
}

async function take({ device, world }: Stage): Promise<void> {
  for (const time of ['18:00', '18:00', '18:00', '20:00', '20:30']) {
    await book(device(), { venueId: world.night, date, time })
  }
  for (const time of ['18:00', '20:00']) await book(device(), { venueId: world.full, date, time })
}

const at = (venueId: string, more = '') => `/v/${venueId}?date=${date}&party=2${more}`

export const venueStates: readonly State[] = [
  {
    name: 'venue-live',
    async make(stage) {
      await takeTables(stage)
      const page = await stage.open(at(stage.world.night))
      await page.locator('.freshness.live').waitFor()
      await page.locator('.slot').first().waitFor()
      return page
    },
  },
  {
    name: 'venue-stale',
    async make(stage) {
      const page = await stage.open(at(stage.world.night))
      await page.locator('.freshness.live').waitFor()
      await page.locator('.slot').first().waitFor()
      await page.context().setOffline(true)
      await page.locator('.freshness.stale').waitFor()
      await page.locator('.slot:is(.o, .f)').first().click()
      await page.getByText(stage.t.picker.notFresh).waitFor()
      return page
    },
  },
  {
    name: 'venue-full',
    async make(stage) {
      await takeTables(stage)
      const page = await stage.open(at(stage.world.full))
      await page.getByText(stage.t.picker.full).waitFor()
      return page
    },
  },
  {
    name: 'venue-closed',
    async make({ open, world, t }) {
      const page = await open(at(world.closed))
      await page.getByText(t.picker.noSlots).waitFor()
      return page
    },
  },
  {
    name: 'venue-gone',
    async make({ open, t }) {
      const page = await open('/v/00000000000000000000000000')
      await page.getByText(t.venue.goneHint).waitFor()
      return page
    },
  },
  {
    name: 'slot-asked',
    async make({ open, world, t }) {
      const page = await open(at(world.night, `&at=${times.at(-1)}`))
      await page.getByRole('button', { name: t.picker.hold }).waitFor()
      return page
    },
  },
  {
    name: 'slot-why-not',
    async make(stage) {
      await takeTables(stage)
      const page = await stage.open(at(stage.world.night, '&at=19:00'))
      await page.locator('.chosen .nearest').waitFor()
      return page
    },
  },
]
