import { setTimeout as pause } from 'node:timers/promises'
import type { Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { type FeedName, feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Policy } from '../../shared/contract/policy.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { callers, type Transport, type Who } from '../contract/callers.ts'
import { type Asker, askers, type Subject, subjects, verdict } from '../contract/matrix.ts'
import { absent, matrixWorld } from '../contract/matrixWorld.ts'
import { feedSamples, sampleOf, type World } from '../contract/samples.ts'
import { startHub, type TestHub } from '../support/hub.ts'

/** Well-formed ids that are tried for each one that there is. */
const walked = 24

let hub: TestHub
let made: Awaited<ReturnType<typeof matrixWorld>>
beforeAll(async () => {
  hub = await startHub({ worker: false })
  made = await matrixWorld(hub)
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Who may ask such a thing, but not this one. */
function strangerTo(subject: Subject): Asker | undefined {
  const order = ['guest, other', 'diner, other', 'manager, elsewhere', 'host, elsewhere', 'partner, elsewhere']
  return order
    .map((name): Asker | undefined => askers.find((asker) => asker.name === name))
    .find((asker) => asker !== undefined && verdict(subject, asker) === 'not_found')
}

const strangers = subjects.flatMap((subject) => {
  const asker = strangerTo(subject)
  return asker === undefined ? [] : [[`${subject.kind} ${subject.name}`, asker.name, subject, asker] as const]
})

async function put(who: Who | undefined, subject: Subject, world: World, transport: Transport = 'http') {
  const caller = await callers[transport](hub.url(0), who)
  const answer =
    subject.kind === 'feed'
      ? await caller.open(subject.name, feedSamples[subject.name](world))
      : await caller.call(subject.name, sampleOf(subject.name, world))
  caller.close()
  return answer
}

/** The id with its random part changed: to the next there could be, in one sign, or all of it. */
function neighbours(id: string): readonly string[] {
  const [head, tail] = [id.slice(0, -26), id.slice(-26)]
  const swap = (at: number) => `${tail.slice(0, at)}${tail[at] === '0' ? '1' : '0'}${tail.slice(at + 1)}`
  const near = Array.from({ length: walked / 2 }, (_, n) => swap(25 - 2 * n))
  return [...near, ...Array.from({ length: walked / 2 }, () => newId())].map((it) => head + it)
}

const ids = [
  'companyId',
  'conversationId',
  'deskId',
  'reservationId',
  'sessionId',
  'staffId',
  'keyId',
  'deliveryId',
  'webhookId',
  'blockId',
  'venueId',
] as const

/** Worlds in which one id is of nothing, and the others are as they are. */
function walkFrom(world: World, subject: Subject): readonly World[] {
  const { input, params } = {
    ...(subject.kind === 'feed' ? feeds[subject.name] : operations[subject.name]),
  } as Partial<Record<'input' | 'params', { readonly shape: object }>>
  const fields = Object.keys((input ?? params)?.shape ?? {}).map((field) => (field === 'accountId' ? 'staffId' : field))
  const innermost = ids.find((id) => fields.includes(id))
  if (innermost === undefined) throw new Error(`${subject.name} takes no id`)
  return neighbours(world[innermost]).map((id) => ({ ...world, [innermost]: id }))
}

describe('S2 and S3: a walk over ids', () => {
  test('reaches everything that takes an id of somebody’s', () => {
    const isOfSomebody = (policy: Policy) => Object.values(policy).some((scope) => scope !== 'any')
    const named = (policy: Policy, shape: object) =>
      policy.anonymous === undefined && isOfSomebody(policy) && Object.keys(shape).some((field) => field.endsWith('Id'))
    const expected = [
      ...(Object.keys(operations) as OperationName[]).filter((name) =>
        named(operations[name].policy, operations[name].input.shape),
      ),
      ...(Object.keys(feeds) as FeedName[]).filter((name) => named(feeds[name].policy, feeds[name].params.shape)),
    ]
    expect(strangers.map(([, , { name }]) => name)).toEqual(expect.arrayContaining(expected))
    expect(expected.length).toBeGreaterThan(20)
  })

  test.each(strangers)(
    '%s, by %s: what is another’s is answered like what is not there',
    async (_name, _who, subject, asker) => {
      const owner = await made.ownerFor(asker)
      const world = await made.prepare(subject, owner)
      const bodies = new Set<string>()
      // Somebody new for each question: nobody’s limit ends the walk.
      const ask = async (it: World) => {
        const answer = await put(await made.whoIs(asker, owner, it), subject, it)
        bodies.add(JSON.stringify(answer))
      }
      const worlds = takesIds(subject) ? walkFrom(world, subject) : [absent(world)]
      for (const [n, it] of worlds.entries()) {
        if (n % 8 === 0) await ask(world)
        await ask(it)
      }
      expect([...bodies].map((body) => (JSON.parse(body) as Answer<unknown> & { ok: false }).error.code)).toEqual([
        'not_found',
      ])
    },
  )

  it('of a thousand reservations that could be finds none of the twenty that are', async () => {
    const asker = askers[1]
    const owner = await made.ownerFor(asker)
    const subject: Subject = { kind: 'feed', name: 'reservation' }
    const real = await Promise.all(
      Array.from({ length: 20 }, async () => made.prepare(subject, await made.ownerFor(asker))),
    )
    const mine = await made.prepare(subject, owner)
    const walk = real.flatMap((world) => [world, ...walkOf(world, 49)])
    const bodies = new Map<string, number>()
    for (let n = 0; n < walk.length; n += 20) {
      const some = walk.slice(n, n + 20)
      const answers = await Promise.all(some.map((world) => put(hub.tokenFor('guest'), subject, world)))
      for (const answer of answers) bodies.set(JSON.stringify(answer), (bodies.get(JSON.stringify(answer)) ?? 0) + 1)
    }
    expect([...bodies.values()]).toEqual([1000])
    // Not by opening it: a feed that is followed is read now and then, and the work that is counted below is others'.
    const release = { kind: 'operation', name: 'hold.release' } as const
    expect((await put(owner.who, release, mine)).ok, 'control: its owner reaches it').toBe(true)
  })
})

function takesIds(subject: Subject): boolean {
  return subject.name !== 'hold.create' && subject.name !== 'session.link'
}

function walkOf(world: World, count: number): readonly World[] {
  return Array.from({ length: count }, () => ({
    ...world,
    reservationId: `${world.reservationId.slice(0, -26)}${newId()}`,
  }))
}

/** Where what belongs to somebody lies; but for desks, which every node reads every two seconds by itself. */
const asked = [
  'books',
  'bundles',
  'reservations',
  'events',
  'ledgers',
  'guest_details',
  'sessions',
  'partner_keys',
  'accounts',
  'companies',
  'conversations',
  'messages',
  'attachments',
  'guest_files',
]

/**
 * Instead of a clock, which tells of the machine: what the database was asked for a question, one line a command. Equal
 * work is what equal times come from. In the order of the alphabet: of what is asked at once either may come first.
 */
async function workOf(question: () => Promise<unknown>): Promise<readonly string[]> {
  // The profile tells milliseconds: what was asked before is of another.
  await pause(5)
  const from = new Date()
  await question()
  const profile = hub.db.collection('system.profile')
  const found = await profile
    .find({ ts: { $gte: from }, ns: { $in: asked.map((name) => `${hub.db.databaseName}.${name}`) } })
    .toArray()
  return found
    .map(
      ({ op, ns, command }: Document) =>
        `${op} ${ns.split('.')[1]} ${Object.keys(command.filter ?? command.q ?? {}).join()}`,
    )
    .sort()
}

describe('S2: by the work that it makes', () => {
  beforeAll(() => hub.db.command({ profile: 2 }))
  afterAll(() => hub.db.command({ profile: 0 }))

  const owned = strangers.filter(([, , subject]) => subject.name !== 'session.revoke' && takesIds(subject))

  test.each(owned)(
    '%s, by %s: what is another’s is told from what is not there by nothing',
    async (_name, _who, subject, asker) => {
      const owner = await made.ownerFor(asker)
      const world = await made.prepare(subject, owner)
      const nothing = walkFrom(world, subject)
      const ask = async (it: World) => {
        const who = await made.whoIs(asker, owner, it)
        return workOf(() => put(who, subject, it))
      }
      // Once before, so that what is kept in memory is there for both.
      await ask(world)
      await ask(nothing[0] ?? world)
      expect(await ask(world)).toEqual(await ask(nothing[1] ?? world))
    },
  )
})
