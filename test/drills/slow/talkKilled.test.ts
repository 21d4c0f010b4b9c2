import { expect, test } from 'vitest'
import type { ProbePoint } from '../../../server/core/lane/ports.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import { planTalk, playTalk } from '../../replay/talk/playTalk.ts'
import { seedDesk } from '../../support/desk.ts'
import { startHub } from '../../support/hub.ts'
import { absent, readDialogues, readKorean } from '../../support/talkTexts.ts'

/** After the message is there and before its answer, between answer and counting in, and before its mark goes. */
const points: readonly ProbePoint[] = ['K3.committed', 'K17.counting', 'K13.folded']
/** Two nodes, each at its so many-th time. */
const kills = [5, 40]
const dialogues = 12

test.skipIf(absent('dialogues') !== null || absent('korean') !== null).each(points)(
  'nodes killed at %s while many talk: nothing is lost, doubled or turned, and every device has what the store has',
  { timeout: 600_000 },
  async (point) => {
    await using hub = await startHub({ nodes: 1, processes: true })
    const doomed = await Promise.all(kills.map((times) => hub.addNode({ killAt: `${point}:${times}` })))
    const stage = {
      urls: hub.nodes.map(({ url }) => url),
      db: hub.db,
      deskId: await seedDesk(hub),
      tokenFor: ({ role, venueId }: Grant, key: string) => hub.tokenFor(role, venueId ?? undefined, key),
    }
    const plan = planTalk(await readDialogues(dialogues), await readKorean(100))
    const { violations } = await playTalk(stage, plan, { atOnce: dialogues })
    expect(violations).toEqual([])
    const gone = await Promise.all(
      doomed.map(({ url }) =>
        fetch(`${url}/health/live`).then(
          () => false,
          () => true,
        ),
      ),
    )
    expect(gone, 'both came to that point').toEqual([true, true])
  },
)
