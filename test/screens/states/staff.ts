import type { Page } from 'playwright-core'
import { dateAhead } from '../../support/venue.ts'
import { leaveWebhooks } from '../../support/webhooks.ts'
import { book, employ, register } from '../people.ts'
import type { Stage, State } from '../stage.ts'

let day = 110
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** For a manager of two restaurants, of which one has webhooks. */
async function webhooks(stage: Stage): Promise<Page> {
  const { hub, world } = stage
  await hub.db.collection('webhooks').deleteMany({})
  await leaveWebhooks(hub, world.night)
  const somebody = stage.device()
  await employ(
    hub,
    somebody,
    [world.night, world.full].map((venueId) => ({ role: 'manager', venueId })),
  )
  const page = await stage.open('/account/webhooks', { somebody })
  await page.locator('.webhook').nth(2).waitFor()
  await page.locator('.webhooks .empty').waitFor()
  return page
}

async function adding(stage: Stage): Promise<Page> {
  const page = await webhooks(stage)
  await button(page, stage.h.add).first().click()
  await page.locator('[name=url]').waitFor()
  return page
}

export const staffStates: readonly State[] = [
  {
    name: 'webhooks',
    async make(stage) {
      const page = await webhooks(stage)
      await button(page, stage.h.showLog).first().click()
      await page.locator('.webhook-log li').nth(2).waitFor()
      return page
    },
  },
  {
    name: 'webhooks-add-wrong',
    async make(stage) {
      const page = await adding(stage)
      await page.locator('[name=url]').fill('ftp://intranet')
      await button(page, stage.h.addIt).click()
      await page.getByRole('alert').waitFor()
      return page
    },
  },
  {
    name: 'webhooks-secret',
    async make(stage) {
      const page = await adding(stage)
      await page.locator('[name=url]').fill('https://hooks.example.com/new')
      await button(page, stage.h.addIt).click()
      await page.locator('.new-secret').waitFor()
      await page.locator('.webhook').nth(3).waitFor()
      return page
    },
  },
  {
    name: 'webhooks-stranger',
    async make(stage) {
      const somebody = stage.device()
      await register(stage.hub, somebody)
      const page = await stage.open('/account/webhooks', { somebody })
      await page.locator('.empty').waitFor()
      return page
    },
  },
  {
    name: 'guest-booking',
    async make(stage) {
      const { hub, world } = stage
      const id = await book(stage.device(), { venueId: world.night, date: dateAhead(day++), time: '19:30' })
      const host = stage.device()
      await employ(hub, host, [{ role: 'host', venueId: world.night }])
      const page = await stage.open(`/bookings/${id}`, { somebody: host })
      await page.locator('.ticket').waitFor()
      return page
    },
  },
  {
    name: 'guest-booking-stranger',
    async make(stage) {
      const id = await book(stage.device(), { venueId: stage.world.night, date: dateAhead(day++), time: '19:30' })
      const page = await stage.open(`/bookings/${id}`)
      await page.locator('.empty').waitFor()
      return page
    },
  },
]
