import type { Page } from 'playwright-core'
import { type Before, pretendNotices } from '../../support/notices.ts'
import { dateAhead } from '../../support/venue.ts'
import { book, type Device, register } from '../people.ts'
import { answer } from '../refuse.ts'
import type { Stage, State } from '../stage.ts'

let day = 100
const nextDate = () => dateAhead(day++)

/** A hub that tells browsers, and one that says this to it. */
const prepare = (before: Before, said?: NotificationPermission) => async (page: Page) => {
  await pretendNotices(page, before, said)
  await answer(page, 'push.source', { source: { via: 'local', url: 'http://localhost:1' } })
}

async function ticket(stage: Stage, before: Before, somebody: Device, said?: NotificationPermission): Promise<Page> {
  const id = await book(somebody, { venueId: stage.world.night, date: nextDate(), time: '19:30' })
  const page = await stage.open(`/r/${id}`, { somebody, prepare: prepare(before, said) })
  await page.locator('.tell-me').waitFor()
  return page
}

/** As it is kept on a device whose person switched it on. */
function told({ client, stored }: Device): void {
  const device = { token: 'a-token-of-this-device', platform: 'web' }
  const { actor } = client.session.get()
  ;(stored as Map<string, string>).set('couvert.push', JSON.stringify({ actor, device }))
}

export const pushStates: readonly State[] = [
  { name: 'notices-here-offered', make: (stage) => ticket(stage, 'default', stage.device()) },
  {
    name: 'notices-here-on',
    async make(stage) {
      const somebody = stage.device()
      await somebody.client.session.guest()
      told(somebody)
      const page = await ticket(stage, 'granted', somebody)
      await page.locator('.tell-me .button.plain').waitFor()
      return page
    },
  },
  { name: 'notices-here-blocked', make: (stage) => ticket(stage, 'denied', stage.device()) },
  {
    name: 'notices-here-failed',
    async make(stage) {
      const page = await ticket(stage, 'granted', stage.device())
      await page.locator('.tell-me .button').click()
      await page.locator('.tell-me p:not(.soft)').waitFor()
      return page
    },
  },
  {
    name: 'account-no-notices-here',
    async make(stage) {
      const somebody = stage.device()
      await register(stage.hub, somebody)
      const page = await stage.open('/account', { somebody, prepare: prepare('unsupported') })
      await page.locator('.tell-me').waitFor()
      return page
    },
  },
]
