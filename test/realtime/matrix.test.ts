import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { type Caller, callers, type Transport } from '../contract/callers.ts'
import { type Asker, askers, isOwned, type Subject, subjects, verdict } from '../contract/matrix.ts'
import { feedSamples, paperWorld, sampleOf, type World } from '../contract/samples.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

/** What has to be there before an operation makes sense. */
const before: Partial<Record<OperationName, 'held' | 'confirmed' | 'blocked'>> = {
  'hold.release': 'held',
  'reservation.confirm': 'held',
  'reservation.change': 'confirmed',
  'reservation.cancel': 'confirmed',
  'reservation.move': 'confirmed',
  'reservation.advance': 'confirmed',
  'block.release': 'blocked',
}

const transports: readonly Transport[] = ['socket', 'http']

let hub: TestHub
let url: string
let here: World
let elsewhere: string
let cells = 0
/** Who owns nothing stays connected from cell to cell. */
const open = new Map<string, Caller>()

beforeAll(async () => {
  hub = await startHub({ nodes: 1 })
  url = hub.nodes[0]?.url ?? ''
  const tables = Array.from(
    { length: 40 },
    (_, i) => ({ id: `T${i}`, minParty: 1, maxParty: 4, area: 'room', channel: 'online' }) as const,
  )
  const { venueId, settings } = await hub.seedVenue({ settings: { tables, holdMs: 600_000 } })
  elsewhere = (await hub.seedVenue()).venueId
  here = { ...paperWorld, venueId, settings: settings as World['settings'], tableId: 'T39' }
})
afterAll(async () => {
  for (const caller of open.values()) caller.close()
  await hub[Symbol.asyncDispose]()
})

const cellsOf = (subject: Subject) => askers.map((asker) => [asker.name, verdict(subject, asker), asker] as const)

describe.each(transports)('over %s', (transport) => {
  describe.each(subjects.map((subject) => [`${subject.kind} ${subject.name}`, subject] as const))(
    '%s',
    (_, subject) => {
      test.each(cellsOf(subject))('for %s: %s', async (_asker, expected, asker) => {
        const owner = { role: asker.role === 'diner' ? 'diner' : 'guest', key: newId() } as const
        const reached = expected === 'allowed' || expected === 'not_found'
        const world = reached ? await prepare(subject, owner) : emptyWorld()
        const caller = await callerOf(transport, asker, owner.key)
        const answer = await put(caller, subject, world)
        expect({ verdict: judge(subject, answer), answer }).toMatchObject({ verdict: expected })
        if (expected !== 'not_found') return
        expect(answer, 'the same as for what is not there').toEqual(await put(caller, subject, absent(world)))
        await isUntouched(subject, world, owner)
      })
    },
  )
})

test('the matrix has cells of every verdict', () => {
  const found = subjects.flatMap((subject) => askers.map((asker) => verdict(subject, asker)))
  expect(new Set(found)).toEqual(new Set(['allowed', 'forbidden', 'unauthenticated', 'not_found']))
})

interface Owner {
  readonly role: 'guest' | 'diner'
  readonly key: string
}

async function callerOf(transport: Transport, asker: Asker, ownerKey: string): Promise<Caller> {
  const who = `${transport} ${asker.owns ? ownerKey : asker.name}`
  const caller = open.get(who) ?? (await callers[transport](url, tokenOf(asker, ownerKey)))
  open.set(who, caller)
  return caller
}

function tokenOf(asker: Asker, ownerKey: string): string | undefined {
  if (asker.role === 'anonymous') return undefined
  if (asker.owns) return hub.tokenFor(asker.role, undefined, ownerKey)
  const bound = ['host', 'manager', 'concierge'].includes(asker.role)
  return bound ? hub.tokenFor(asker.role, asker.here ? here.venueId : elsewhere) : hub.tokenFor(asker.role)
}

/** A date and a guest of its own for each cell, so that none meets another's limits or tables. Its ids are of nothing. */
function emptyWorld(): World {
  const date = dateAhead(2 + cells)
  const phone = `+8210${String(10_000_000 + cells++)}`
  return {
    ...here,
    date,
    startsAt: seoul(date, '18:00'),
    endsAt: seoul(date, '20:00'),
    guest: { name: 'Kim', phone },
  }
}

async function prepare(subject: Subject, owner: Owner): Promise<World> {
  const empty = emptyWorld()
  const needed = stateBefore(subject)
  if (needed === null) return empty
  if (needed === 'blocked') {
    const { blockId } = await done<{ blockId: string }>('block.create', empty, hub.tokenFor('manager', here.venueId))
    return { ...empty, blockId }
  }
  const token = hub.tokenFor(owner.role, undefined, owner.key)
  const { reservationId } = await done<{ reservationId: string }>('hold.create', empty, token)
  const held = { ...empty, reservationId }
  if (needed === 'confirmed') await done('reservation.confirm', held, token)
  return held
}

function stateBefore(subject: Subject): 'held' | 'confirmed' | 'blocked' | null {
  if (subject.kind === 'feed') return isOwned(feeds[subject.name].params) ? 'held' : null
  const needed = before[subject.name]
  if (needed === undefined && isOwned(operations[subject.name].input)) {
    throw new Error(`Say in test/realtime/matrix.test.ts what has to be there before ${subject.name}`)
  }
  return needed ?? null
}

async function done<T>(name: OperationName, world: World, token: string): Promise<T> {
  const caller = await callers.http(url, token)
  const answer = await caller.call(name, sampleOf(name, world))
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
  return answer.data as T
}

function put(caller: Caller, subject: Subject, world: World): Promise<Answer<unknown>> {
  if (subject.kind === 'feed') return caller.open(subject.name, feedSamples[subject.name](world))
  return caller.call(subject.name, sampleOf(subject.name, world))
}

/** The same request about a reservation and a restaurant that there are not. */
function absent(world: World): World {
  const [venueId = '', day = ''] = world.reservationId.split('_')
  const other = stableOther(here.venueId)
  return { ...world, venueId: other, reservationId: `${venueId}_${day}_${other}` }
}

function stableOther(id: string): string {
  return id.replaceAll(/./g, (sign) => (sign === '0' ? '1' : '0'))
}

/** Samples that are refused once they were let through: nobody's account, and settings that another cell has changed. */
const refusedInside: Partial<Record<OperationName, string>> = {
  'session.login': 'wrong_credentials',
  'settings.change': 'settings_conflict',
}

function judge(subject: Subject, answer: Answer<unknown>): string {
  if (answer.ok) return 'allowed'
  const { code } = answer.error
  return subject.kind === 'operation' && refusedInside[subject.name] === code ? 'allowed' : code
}

/** What somebody else failed to reach is as its owner left it. */
async function isUntouched(subject: Subject, world: World, owner: Owner): Promise<void> {
  const state = stateBefore(subject)
  if (state !== 'held' && state !== 'confirmed') return
  const caller = await callers.http(url, hub.tokenFor(owner.role, undefined, owner.key))
  const { reservationId } = world
  // What is read here follows the book, a little behind.
  await expect
    .poll(() => caller.open('reservation', { reservationId }))
    .toMatchObject({ ok: true, data: { content: { [reservationId]: { state } } } })
}
