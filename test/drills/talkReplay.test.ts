import { expect, test } from 'vitest'
import type { Grant } from '../../shared/contract/policy.ts'
import { planTalk, playTalk } from '../replay/talk/playTalk.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub } from '../support/hub.ts'
import { absent, readDialogues, readKorean } from '../support/talkTexts.ts'

/** The long form is `npm run replay -- talk`. */
const dialogues = 4

test.skipIf(absent('dialogues') !== null || absent('korean') !== null)(
  'real dialogues and real Korean texts over three nodes, all at once, each message sent up to three times, by devices that are away now and then: I11 and I12 hold, and every device has what the store has',
  { timeout: 180_000 },
  async () => {
    await using hub = await startHub({ nodes: 3 })
    const stage = {
      urls: hub.nodes.map(({ url }) => url),
      db: hub.db,
      deskId: await seedDesk(hub),
      tokenFor: ({ role, venueId }: Grant, key: string) => hub.tokenFor(role, venueId ?? undefined, key),
    }
    const plan = planTalk(await readDialogues(dialogues), await readKorean(100))
    const { conversations, messages, tookMs, violations } = await playTalk(stage, plan, { atOnce: dialogues })
    expect(violations).toEqual([])
    expect(conversations).toBe(dialogues)
    expect(tookMs.length, 'copies were answered too').toBeGreaterThan(messages)
  },
)
