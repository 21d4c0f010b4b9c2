import type { Page } from 'playwright-core'
import { startConversation } from '../../support/desk.ts'
import { talkUnsubscribePath, unsubscribePath } from '../../support/people.ts'
import { dateAhead } from '../../support/venue.ts'
import { book, type Device, register } from '../people.ts'
import type { Stage, State } from '../stage.ts'

let day = 75
/** Of no reservation. */
const nothing = '0123456789abcdefghjkmnpqrs'

/** The page behind the link of somebody's reminder. */
async function unsubscribing(stage: Stage, somebody: Device): Promise<Page> {
  const reservationId = await book(somebody, { venueId: stage.world.night, date: dateAhead(day++), time: '19:30' })
  const { actor } = somebody.client.session.get()
  const page = await stage.open(unsubscribePath(stage.hub, reservationId, actor ?? ''))
  await button(page, stage.n.unsubscribe.reminders.switchOff).waitFor()
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function switchedOff(stage: Stage, somebody: Device): Promise<Page> {
  const page = await unsubscribing(stage, somebody)
  await button(page, stage.n.unsubscribe.reminders.switchOff).click()
  await button(page, stage.n.unsubscribe.reminders.switchOn).waitFor()
  return page
}

export const noticeStates: readonly State[] = [
  { name: 'unsubscribe', make: (stage) => unsubscribing(stage, stage.device()) },
  { name: 'unsubscribe-off', make: (stage) => switchedOff(stage, stage.device()) },
  {
    name: 'unsubscribe-account',
    async make(stage) {
      const somebody = stage.device()
      await register(stage.hub, somebody)
      return switchedOff(stage, somebody)
    },
  },
  {
    name: 'unsubscribe-answers',
    async make(stage) {
      const somebody = stage.device()
      await register(stage.hub, somebody)
      const { actor } = somebody.client.session.get()
      const conversationId = await startConversation(stage.hub, actor ?? '', stage.world.night)
      const page = await stage.open(talkUnsubscribePath(stage.hub, conversationId, actor ?? ''))
      await button(page, stage.n.unsubscribe.answers.switchOff).waitFor()
      return page
    },
  },
  { name: 'unsubscribe-gone', make: ({ open }) => open(`/unsubscribe/${nothing}_20270314_${nothing}/${nothing}`) },
  {
    name: 'unsubscribe-quiet-by-day',
    async make(stage) {
      const page = await unsubscribing(stage, stage.device())
      await button(page, stage.n.byDay).click()
      const from = page.locator('input[type=time]').first()
      await from.fill('08:00')
      await button(page, stage.n.save).click()
      await page.getByRole('alert').waitFor()
      return page
    },
  },
]
