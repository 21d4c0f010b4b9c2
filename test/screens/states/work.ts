import type { Page } from 'playwright-core'
import { newId } from '../../../server/core/infra/ids.ts'
import { leaveDeadLetters } from '../../support/admins.ts'
import { employ } from '../people.ts'
import type { Stage, State } from '../stage.ts'

/** For somebody who runs the hub. */
async function work(stage: Stage): Promise<Page> {
  const somebody = stage.device()
  await employ(stage.hub, somebody, [{ role: 'admin', venueId: null }])
  const page = await stage.open('/work', { somebody })
  await page.locator('.dead-letters h2').waitFor()
  return page
}

export const workStates: readonly State[] = [
  { name: 'work-stranger', make: ({ open }) => open('/work') },
  {
    name: 'work-quiet',
    async make(stage) {
      for (const place of ['deliveries', 'webhook_deliveries']) {
        await stage.hub.db.collection(place).deleteMany({ state: { $in: ['dead', 'ambiguous'] } })
      }
      const page = await work(stage)
      await page.locator('.dead-letters .empty').waitFor()
      return page
    },
  },
  {
    name: 'work',
    async make(stage) {
      await leaveDeadLetters(stage.hub, `${stage.world.night}_20270314_${newId()}`)
      const page = await work(stage)
      await page.locator('.dead-letter').nth(2).waitFor()
      return page
    },
  },
]
