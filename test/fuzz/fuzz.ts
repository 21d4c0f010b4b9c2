import fc from 'fast-check'
import { Redis } from 'ioredis'
import type { TestHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'
import { type Described, describedIn } from './described.ts'
import { type Draft, inputsOf } from './inputs.ts'
import { judge } from './judge.ts'
import { type Mutation, mutated, mutations } from './mutations.ts'
import { type CallerName, callerNames, gather, type People } from './people.ts'
import { type Sendable, sendable } from './send.ts'

export interface RunOptions {
  readonly requests: number
  /** The same one sends the same. */
  readonly seed: number
  /** Where to send, if not to the hub itself. */
  readonly url?: string
  readonly onProgress?: (sent: number) => void
}

export interface Fuzzer {
  run(options: RunOptions): Promise<FuzzReport>
}

export interface Finding {
  readonly operation: string
  readonly caller: CallerName
  readonly problem: string
  /** The request, cut short. */
  readonly request: string
}

export interface FuzzReport {
  readonly findings: readonly Finding[]
  /** How often each operation was answered with each status and code: `200`, `409 hold_limit`. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, number>>
}

interface Case {
  readonly described: Described
  readonly caller: CallerName
  readonly input: { readonly draft: Draft; readonly changes: readonly Mutation[] }
  readonly method: string
}

/** Everything about reservations depends on these having been done now and then. */
const often = new Set(['hold.create', 'reservation.confirm'])
/** The test's own writes are many; what is counted in a minute is forgotten this often. */
const forgetEvery = 5

/**
 * Sends what the hub's own reference says can be sent, and what it says cannot, as everybody who may ask; and holds every
 * answer against what the reference promises.
 */
export async function createFuzzer(hub: TestHub): Promise<Fuzzer> {
  const described = describedIn(await (await fetch(`${hub.url(0)}/docs/openapi.json`)).json())
  const cases = casesOf(described)
  const people = await gather(hub)

  return {
    async run({ requests, seed, url = hub.url(0), onProgress }) {
      const redis = new Redis(hub.redisUrl)
      const findings: Finding[] = []
      const answers = new Map<string, Map<string, number>>()
      try {
        for (const [i, one] of fc.sample(cases, { numRuns: requests, seed }).entries()) {
          if (i % forgetEvery === 0) await forgetCounts(redis)
          const { answer, problem, request } = await play(url, people, one)
          const { id } = one.described
          count(answers, id, answer)
          if (problem !== null) findings.push({ operation: id, caller: one.caller, problem, request })
          onProgress?.(i + 1)
        }
      } finally {
        redis.disconnect()
      }
      return { findings, answers }
    },
  }
}

function casesOf(described: readonly Described[]): fc.Arbitrary<Case> {
  const weighted = described.map((one) => ({
    weight: often.has(one.id) ? 6 : 1,
    arbitrary: fc.record({
      described: fc.constant(one),
      caller: fc.constantFrom(...callerNames),
      input: fc.oneof(asWanted(one, 0), asWanted(one, 2), notAsWanted(one)),
      // Now and then another method: nothing is there, and the hub says so.
      method: fc.oneof(
        { weight: 30, arbitrary: fc.constant(one.method) },
        { weight: 1, arbitrary: fc.constant('patch') },
      ),
    }),
  }))
  return fc.oneof(...weighted)
}

const asWanted = (one: Described, strange: number): fc.Arbitrary<Case['input']> =>
  fc.record({ draft: inputsOf(one, strange), changes: fc.constant([]) })

const notAsWanted = (one: Described): fc.Arbitrary<Case['input']> =>
  fc.record({ draft: inputsOf(one, 1), changes: fc.array(mutations, { minLength: 1, maxLength: 2 }) })

interface Played {
  /** Status, and code where it has one. */
  readonly answer: string
  readonly problem: string | null
  readonly request: string
}

async function play(url: string, people: People, { described, caller, input, method }: Case): Promise<Played> {
  const known = people.pools.resolve(caller, input.draft) as Draft
  const ready = input.changes.reduce(mutated, known)
  const { sent, isSame } = sendable({ ...described, method }, ready)
  const request = brief(sent)
  const response = await ask(url, sent, await people.headersOf(caller))
  if (response === null) return { answer: 'none', problem: 'no answer', request }
  const code = await codeOf(response)
  if (isOver(response, code)) people.ended(caller)
  if (response.ok) people.pools.harvest(caller, await response.clone().json())
  const expected = isSame && method === described.method ? described : null
  return { answer: `${response.status} ${code}`.trimEnd(), problem: await judge(expected, response), request }
}

/** Of a problem; empty for anything else. */
async function codeOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return ''
  const { code } = (await response.clone().json()) as { readonly code?: unknown }
  return String(code)
}

/** Whether who asked is nobody any more, or may do no more of what matters here. */
function isOver({ status }: Response, code: string): boolean {
  if (code === 'hold_limit' || code === 'cooling_down' || code === 'sign_in_first') return true
  return status === 401 && (code === 'session_ended' || code === 'token_expired' || code === 'unauthenticated')
}

async function ask(url: string, { method, path, headers, body }: Sendable, who: Readonly<Record<string, string>>) {
  const all = { ...headers, ...who }
  const init = { method, headers: all, signal: AbortSignal.timeout(20_000), ...(body !== undefined && { body }) }
  return fetch(`${url}/v1${path}`, init).catch(() => null)
}

function brief({ method, path, headers, body = '' }: Sendable): string {
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${body.slice(0, 600)}`
}

function count(answers: Map<string, Map<string, number>>, id: string, answer: string): void {
  const mine = answers.get(id) ?? new Map<string, number>()
  answers.set(id, mine.set(answer, (mine.get(answer) ?? 0) + 1))
}
