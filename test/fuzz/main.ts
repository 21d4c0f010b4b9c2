import { startHub } from '../support/hub.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'
import { type Finding, fuzz } from './fuzz.ts'

/*
 * `npm run fuzz -- [requests] [seed]`: requests made from the hub's own OpenAPI document, as it says and not as it says,
 * over HTTP, as everybody who may ask.
 *
 * Exit codes: 0 every answer was as the document promises, 1 some was not, 2 wrong arguments.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function run(requests: number, seed: number): Promise<number> {
  await using set = await startReplicaSet({ members: 1 })
  await using redis = await startRedis()
  await using hub = await startHub({ mongoUri: set.uri, redisUrl: redis.url })
  const startedAt = Date.now()
  const onProgress = (sent: number) => {
    if (sent % 1_000 === 0) say(`${sent} sent, ${Math.round((Date.now() - startedAt) / 1000)} s`)
  }
  const { findings, answers } = await fuzz(hub, { requests, seed, onProgress })
  for (const [operation, byStatus] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    say(
      `${operation}: ${[...byStatus]
        .sort(([a], [b]) => a - b)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', ')}`,
    )
  }
  for (const finding of unlike(findings)) {
    say(`\n${finding.operation} as ${finding.caller}: ${finding.problem}\n  ${finding.request}`)
  }
  say(`\n${requests} requests with seed ${seed}, ${findings.length} answers that are not as promised`)
  return findings.length === 0 ? 0 : 1
}

/** The first of each kind. */
function unlike(findings: readonly Finding[]): readonly Finding[] {
  const kind = ({ operation, problem }: Finding) => `${operation} ${problem.slice(0, 40)}`
  return [...new Map(findings.toReversed().map((finding) => [kind(finding), finding])).values()].toReversed()
}

const [requests = 10_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
if (Number.isInteger(requests) && requests > 0 && Number.isInteger(seed)) process.exitCode = await run(requests, seed)
else {
  say('usage: npm run fuzz -- [requests] [seed]')
  process.exitCode = 2
}
