import { startHub, type TestHub } from '../support/hub.ts'
import { createFuzzer, type Finding } from './fuzz.ts'
import { askSchemathesis } from './schemathesis.ts'

/*
 * `npm run fuzz -- [requests] [seed]`: requests made from the hub's own OpenAPI document, as it says and not as it says,
 * over HTTP, as everybody who may ask. `npm run fuzz -- schemathesis [examples]`: made by a program of others, which is
 * fetched; so many for each operation and caller, and some more.
 *
 * Exit codes: 0 every answer was as the document promises, 1 some was not, 2 wrong arguments.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** On the servers that `npm run fuzz` starts for it. */
async function onHub(work: (hub: TestHub) => Promise<boolean>): Promise<void> {
  const { MONGODB_URI: mongoUri = '', REDIS_URL: redisUrl = '' } = process.env
  await using hub = await startHub({ mongoUri, redisUrl })
  process.exitCode = (await work(hub)) ? 0 : 1
}

async function run(hub: TestHub, requests: number, seed: number): Promise<boolean> {
  const startedAt = Date.now()
  const onProgress = (sent: number) => {
    if (sent % 1_000 === 0) say(`${sent} sent, ${Math.round((Date.now() - startedAt) / 1000)} s`)
  }
  const { findings, answers } = await (await createFuzzer(hub)).run({ requests, seed, onProgress })
  for (const [operation, byStatus] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    say(
      `${operation}: ${[...byStatus]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([answer, times]) => `${times} × ${answer}`)
        .join(', ')}`,
    )
  }
  for (const { operation, caller, problem, request } of unlike(findings)) {
    say(`\n${operation} as ${caller}: ${problem}\n  ${request}`)
  }
  say(`\n${requests} requests with seed ${seed}, ${findings.length} answers that are not as promised`)
  return findings.length === 0
}

/** The first of each kind. */
function unlike(findings: readonly Finding[]): readonly Finding[] {
  const kind = ({ operation, problem }: Finding) => `${operation} ${problem.slice(0, 40)}`
  return [...new Map(findings.toReversed().map((finding) => [kind(finding), finding])).values()].toReversed()
}

const [first = '10000', second] = process.argv.slice(2)
const isCount = (text: string) => /^[1-9][0-9]{0,8}$/.test(text)
const seed = second ?? String(1 + (Date.now() % 1_000_000))
if (first === 'schemathesis' && isCount(second ?? '20')) {
  await onHub((hub) => askSchemathesis(hub, Number(second ?? '20'), say))
} else if (isCount(first) && isCount(seed)) {
  await onHub((hub) => run(hub, Number(first), Number(seed)))
} else {
  say('usage: npm run fuzz -- [requests] [seed] | schemathesis [examples]')
  process.exitCode = 2
}
