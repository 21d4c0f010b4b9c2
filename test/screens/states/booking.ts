import type { Page } from 'playwright-core'
import { dateAhead } from '../../support/venue.ts'
import { book, hold } from '../people.ts'
import { refuse } from '../refuse.ts'
import type { Stage, State } from '../stage.ts'

/** Each asks for a day of its own, so that no picture takes a table from another. */
let day = 20
const nextDate = () => dateAhead(day++)

async function held(stage: Stage, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const somebody = stage.device()
  const id = await hold(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
  const page = await stage.open(`/r/${id}`, { somebody, ...(prepare !== undefined && { prepare }) })
  await page.getByRole('timer').waitFor()
  return page
}

async function ticket(stage: Stage): Promise<Page> {
  const somebody = stage.device()
  const id = await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
  const page = await stage.open(`/r/${id}`, { somebody })
  await page.getByRole('button', { name: stage.t.ticket.change, exact: true }).waitFor()
  return page
}

/** The third hold is the last; what the fourth is told is the hub's own word. */
async function askForMore(stage: Stage, code: 'hold_limit' | 'cooling_down', more: object): Promise<Page> {
  const somebody = stage.device()
  const date = nextDate()
  for (const time of code === 'hold_limit' ? ['18:00'] : []) {
    await hold(somebody, { venueId: stage.world.night, date, time })
  }
  const prepare = (page: Page) => refuse(page, 'hold.create', code, more)
  const later = nextDate()
  const page = await stage.open(`/v/${stage.world.full}?date=${later}&party=2&at=20:00`, { somebody, prepare })
  await page.getByRole('button', { name: stage.t.picker.hold }).click()
  await page.getByRole('alert').waitFor()
  return page
}

/** A booking that is looked at by its link, from a device that knows nothing of it. */
async function byLink(stage: Stage, cancelled: boolean): Promise<Page> {
  const somebody = stage.device()
  const reservationId = await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
  const { secret } = await somebody.client.call('reservation.link', { reservationId })
  if (cancelled) await somebody.client.call('reservation.cancel', { reservationId })
  const page = await stage.open(`/r/${reservationId}#${secret}`)
  await page.getByRole('button', { name: stage.t.own.erase }).waitFor()
  if (!cancelled) await page.getByRole('button', { name: stage.t.ticket.change, exact: true }).waitFor()
  return page
}

export const bookingStates: readonly State[] = [
  { name: 'link', make: (stage) => byLink(stage, false) },
  { name: 'link-over', make: (stage) => byLink(stage, true) },
  {
    name: 'link-erase',
    async make(stage) {
      const page = await byLink(stage, true)
      await page.getByRole('button', { name: stage.t.own.erase }).click()
      await page.getByRole('dialog').waitFor()
      return page
    },
  },
  { name: 'hold', make: (stage) => held(stage) },
  {
    name: 'hold-wrong',
    async make(stage) {
      const page = await held(stage)
      await page.getByRole('button', { name: stage.t.booking.confirm }).click()
      await page.getByText(stage.t.booking.nameWrong).waitFor()
      return page
    },
  },
  {
    name: 'hold-refused',
    async make(stage) {
      const page = await held(stage, (it) => refuse(it, 'reservation.confirm', 'overlapping_booking'))
      await page.getByLabel(stage.t.booking.name, { exact: true }).fill('Ha-eun Kim')
      await page.getByLabel(stage.t.booking.phone, { exact: true }).fill('+82 10 1234 5678')
      await page.getByRole('button', { name: stage.t.booking.confirm }).click()
      await page.getByText(stage.t.errors.overlapping_booking).waitFor()
      return page
    },
  },
  {
    name: 'hold-ran-out',
    async make(stage) {
      const somebody = stage.device()
      const id = await hold(somebody, { venueId: stage.world.short, date: nextDate(), time: '19:30' })
      const page = await stage.open(`/r/${id}`, { somebody })
      await page.getByRole('button', { name: stage.t.booking.holdAgain }).waitFor()
      return page
    },
  },
  { name: 'ticket', make: ticket },
  {
    name: 'ticket-change',
    async make(stage) {
      const page = await ticket(stage)
      await page.getByRole('button', { name: stage.t.ticket.change, exact: true }).click()
      await page.locator('dialog .slot').first().waitFor()
      return page
    },
  },
  {
    name: 'ticket-cancel',
    async make(stage) {
      const page = await ticket(stage)
      await page.getByRole('button', { name: stage.t.ticket.cancel }).click()
      await page.getByRole('button', { name: stage.t.ticket.cancelYes }).waitFor()
      return page
    },
  },
  {
    name: 'ticket-cancelled',
    async make(stage) {
      const page = await ticket(stage)
      await page.getByRole('button', { name: stage.t.ticket.cancel }).click()
      await page.getByRole('button', { name: stage.t.ticket.cancelYes }).click()
      await page.getByRole('link', { name: stage.t.ticket.again }).waitFor()
      return page
    },
  },
  {
    name: 'notices',
    async make(stage) {
      const somebody = stage.device()
      const id = await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
      await somebody.client.call('reservation.cancel', { reservationId: id })
      await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '20:00' })
      const page = await stage.open('/notices', { somebody })
      await page.locator('.notice-line').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'notices-empty',
    async make({ open, device, t }) {
      const somebody = device()
      await somebody.client.session.guest()
      const page = await open('/notices', { somebody })
      await page.getByRole('main').getByRole('link', { name: t.mine.find }).waitFor()
      return page
    },
  },
  {
    name: 'reservations-empty',
    async make({ open, device, t }) {
      const somebody = device()
      await somebody.client.session.guest()
      const page = await open('/reservations', { somebody })
      await page.getByText(t.mine.noneHint).waitFor()
      return page
    },
  },
  {
    name: 'reservations-many',
    async make(stage) {
      const { world } = stage
      const somebody = stage.device()
      for (const time of ['18:00', '20:00', '19:00']) {
        await book(somebody, { venueId: time === '20:00' ? world.full : world.night, date: nextDate(), time })
      }
      const gone = await book(somebody, { venueId: world.night, date: nextDate(), time: '21:00', party: 4 })
      await somebody.client.call('reservation.cancel', { reservationId: gone })
      await hold(somebody, { venueId: world.night, date: nextDate(), time: '19:30' })
      const page = await stage.open('/reservations', { somebody })
      await page.getByText(stage.t.mine.past).waitFor()
      return page
    },
  },
  {
    name: 'offline',
    async make(stage) {
      const page = await ticket(stage)
      await page.context().setOffline(true)
      await page.getByText(stage.t.offline).waitFor()
      return page
    },
  },
  { name: 'limit-holds', make: (stage) => askForMore(stage, 'hold_limit', {}) },
  { name: 'limit-cooling-down', make: (stage) => askForMore(stage, 'cooling_down', { retryAfterMs: 95_000 }) },
]
