import { parseArgs } from 'node:util'
import { newId } from '../../../server/core/infra/ids.ts'
import { createTokens } from '../../../server/core/infra/tokens.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import { seedDesk } from '../../support/desk.ts'
import { absent, readDialogues, readKorean } from '../../support/talkTexts.ts'
import { startCluster } from '../cluster.ts'
import { percentile } from '../tally.ts'
import { planTalk, playTalk } from './playTalk.ts'

/** Where nodes kill themselves in the middle: once a message is there, and once it is counted in. */
const deaths = ['K3.committed', 'K13.folded']

/**
 * `npm run replay -- talk [--dialogues 1561] [--at-once 24] [--minutes 60]`: real dialogues and real Korean texts through many
 * conversations at once over three nodes, two of which are killed and replaced, and a judge at the end.
 *
 * @returns whether no invariant was broken
 */
export async function replayTalk(args: readonly string[], say: (line: string) => void): Promise<boolean> {
  const string = { type: 'string' } as const
  const { values } = parseArgs({ args: [...args], options: { dialogues: string, 'at-once': string, minutes: string } })
  const missing = absent('dialogues') ?? absent('korean')
  if (missing !== null) {
    say(missing)
    return false
  }
  const plan = planTalk(await readDialogues(Number(values.dialogues ?? 1_561)), await readKorean(50_280))
  await using cluster = await startCluster({ nodes: 1, members: 1, worker: true })
  const tokens = createTokens(cluster.secrets)
  const killed: string[] = []
  let ended = false
  for (const point of deaths) {
    const killAt = `${point}:${plan.length}`
    const node = await cluster.addNode(killAt)
    void node.gone.then(async () => {
      if (ended) return
      killed.push(killAt)
      await cluster.addNode()
    })
  }
  const db = cluster.client.db(cluster.database)
  const stage = {
    urls: cluster.urls,
    db,
    deskId: await seedDesk({ db }),
    tokenFor: (grant: Grant, key: string) => {
      const kind = grant.role === 'guest' ? 'guest' : 'account'
      return tokens.sign({ key: `${kind}:${key}`, sessionId: newId(), grants: [grant] }, Date.now()).token
    },
  }
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  const done = (played: number): void => {
    if (played % 50 === 0) say(`${played} of ${plan.length} dialogues, ${seconds().toFixed(0)} s`)
  }
  const endAfterMs = Number(values.minutes ?? 60) * 60_000
  const result = await playTalk(stage, plan, { atOnce: Number(values['at-once'] ?? 24), endAfterMs, done })
  ended = true
  const took = seconds()
  const { conversations, messages, lost, tookMs, violations } = result
  const sorted = tookMs.toSorted((a, b) => a - b)
  const [p50, p99, most] = [50, 99, 100].map((part) => percentile(sorted, part).toFixed(0))
  say(`${conversations} conversations, ${messages} messages, each sent up to three times (${tookMs.length} answers)`)
  say(`${lost} times a device was away; killed: ${killed.join(', ') || 'no node'}`)
  say(
    `${took.toFixed(0)} s, ${(messages / took).toFixed(0)} messages/s; answers in ms: p50 ${p50}, p99 ${p99}, longest ${most}`,
  )
  for (const violation of violations.slice(0, 20)) say(violation)
  say(
    violations.length === 0
      ? 'I11 and I12 hold, every device has what the store has'
      : `${violations.length} violations`,
  )
  return violations.length === 0 && killed.length === deaths.length
}
