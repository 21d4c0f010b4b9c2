import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { type Caller, callers, type Transport } from '../contract/callers.ts'
import { type Asker, askers, type Subject, subjects, verdict } from '../contract/matrix.ts'
import { absent, matrixWorld, neededFor, type Owner, stateNow } from '../contract/matrixWorld.ts'
import { feedSamples, sampleOf, type World } from '../contract/samples.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'

const transports: readonly Transport[] = ['socket', 'http']

let hub: TestHub
let url: string
let redis: Redis
let made: Awaited<ReturnType<typeof matrixWorld>>
/** Who owns nothing, and does not change who they are, stays connected from cell to cell. */
const open = new Map<string, Caller>()

beforeAll(async () => {
  hub = await startHub({ worker: false })
  url = hub.url(0)
  redis = new Redis(hub.redisUrl)
  made = await matrixWorld(hub)
})
afterAll(async () => {
  for (const caller of open.values()) caller.close()
  redis.disconnect()
  await hub[Symbol.asyncDispose]()
})

const cellsOf = (subject: Subject) => askers.map((asker) => [asker.name, verdict(subject, asker), asker] as const)

describe.each(transports)('over %s', (transport) => {
  describe.each(subjects.map((subject) => [`${subject.kind} ${subject.name}`, subject] as const))(
    '%s',
    (_, subject) => {
      beforeAll(() => forgetIfByAddress(subject))

      test.each(cellsOf(subject))('for %s: %s', async (_asker, expected, asker) => {
        const { owner, world } = await placeFor(subject, asker, { expected, transport })
        const caller = await callerOf(transport, subject, asker, owner, world)
        const answer = await put(caller, subject, world)
        expect({ verdict: judge(subject, answer), answer }).toMatchObject({ verdict: expected })
        if (expected !== 'not_found') return
        expect(answer, 'the same as for what is not there').toEqual(await put(caller, subject, absent(world)))
        // What is read here follows the book, a little behind.
        await expect.poll(() => stateNow(hub.db, subject, owner, world, url)).toEqual(neededFor(subject))
      })
    },
  )
})

test('the matrix has cells of every verdict', () => {
  const found = subjects.flatMap((subject) => askers.map((asker) => verdict(subject, asker)))
  expect(new Set(found)).toEqual(new Set(['allowed', 'forbidden', 'unauthenticated', 'not_found']))
})

interface Place {
  readonly owner: Owner
  readonly world: World
}

/** Whoever reaches nothing leaves it as it is, so all of them try the same. */
const untouched = new Map<string, Promise<Place>>()

async function placeFor(
  subject: Subject,
  asker: Asker,
  { expected, transport }: { readonly expected: string; readonly transport: Transport },
): Promise<Place> {
  if (expected === 'not_found' && !asker.owns) {
    const name = `${transport} ${subject.kind} ${subject.name}`
    const place = untouched.get(name) ?? newPlace(subject, asker)
    untouched.set(name, place)
    return place
  }
  if (expected === 'allowed' || expected === 'not_found') return newPlace(subject, asker)
  return { owner: await made.ownerFor(asker), world: made.emptyWorld() }
}

async function newPlace(subject: Subject, asker: Asker): Promise<Place> {
  const owner = await made.ownerFor(asker)
  return { owner, world: await prepared(subject, owner) }
}

/** Where everybody may, they may with one and the same. */
const common = new Map<string, Promise<World>>()

function prepared(subject: Subject, owner: Owner): Promise<World> {
  const isCommon = neededFor(subject) !== null && askers.every((asker) => verdict(subject, asker) === 'allowed')
  if (!isCommon) return made.prepare(subject, owner)
  const world = common.get(subject.name) ?? made.prepare(subject, owner)
  common.set(subject.name, world)
  return world
}

/** All askers come from one address, and many operations are counted by that. */
async function forgetIfByAddress(subject: Subject): Promise<void> {
  if (subject.kind !== 'operation') return
  const { limit }: Operation = operations[subject.name]
  if (limit.byAddress === true) await forgetCounts(redis)
}

/** Operations after which the asker's session may be over, or another's. */
const changesWho = (subject: Subject) => subject.kind === 'operation' && /^(session|account|staff)\./.test(subject.name)

async function callerOf(
  transport: Transport,
  subject: Subject,
  asker: Asker,
  owner: Owner,
  world: World,
): Promise<Caller> {
  const isTheirs = asker.owns || changesWho(subject)
  const name = `${transport} ${asker.name} ${isTheirs ? open.size : ''}`
  const caller = open.get(name) ?? (await callers[transport](url, await made.whoIs(asker, owner, world)))
  open.set(name, caller)
  return caller
}

function put(caller: Caller, subject: Subject, world: World): Promise<Answer<unknown>> {
  if (subject.kind === 'feed') return caller.open(subject.name, feedSamples[subject.name](world))
  return caller.call(subject.name, sampleOf(subject.name, world))
}

/**
 * Samples that are refused once they were let through: nobody's account, codes and letters that never were, providers
 * that this hub does not know, and settings that another cell has changed.
 */
const refusedInside: Partial<Record<OperationName, string>> = {
  'session.login': 'wrong_credentials',
  'session.external.begin': 'not_found',
  'session.external.finish': 'wrong_code',
  'account.verify': 'wrong_code',
  'account.email.begin': 'wrong_credentials',
  'account.email.finish': 'wrong_code',
  'account.password.change': 'wrong_credentials',
  'account.reset.finish': 'wrong_code',
  'account.factor.confirm': 'not_allowed_now',
  'account.factor.remove': 'not_allowed_now',
  'staff.accept': 'wrong_code',
  'company.join': 'wrong_code',
  'settings.change': 'settings_conflict',
  // To visitors without an account, who have no address.
  'conversation.mail': 'no_address',
  // To nobody who works there.
  'conversation.transfer': 'invalid_input',
  // Said by the guest.
  'message.edit': 'not_allowed_now',
  'message.withdraw': 'not_allowed_now',
}

function judge(subject: Subject, answer: Answer<unknown>): string {
  if (answer.ok) return 'allowed'
  const { code } = answer.error
  return subject.kind === 'operation' && refusedInside[subject.name] === code ? 'allowed' : code
}
