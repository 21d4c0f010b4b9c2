import type { Db, Document } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAudit } from '../../server/core/audit/audit.ts'
import { blockAfter, entryOf, type Link } from '../../server/core/audit/chain.ts'
import { createChainWriter } from '../../server/core/audit/chainWriter.ts'
import { auditKeptMs, type BlockDocument } from '../../server/core/audit/documents.ts'
import { type AuditVerdict, verifyAudit } from '../../server/core/audit/verifyAudit.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { connect } from '../support/client.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { runTool } from '../support/runTool.ts'
import { makeSecrets } from '../support/secrets.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const chained = ['events', 'audit', 'audit_blocks', 'audit_head'] as const
const silent = () => undefined

function verify(hub: TestHub, more: { now?: number; known?: Link; secrets?: TestHub['secrets'] } = {}) {
  const { now = Date.now(), known = null, secrets = hub.secrets } = more
  const macKeys = new Set(secrets.macKeys.map(({ id }) => id))
  const needs = { collections: collectionsOf(hub), macs: createMacs(secrets), macKeys }
  return verifyAudit({ ...needs, now: () => now, onProgress: silent }, known)
}

function auditOf(hub: TestHub) {
  return createAudit({ audit: collectionsOf(hub).audit, now: Date.now, newId })
}

async function book(hub: TestHub, venueId: string, time: string): Promise<void> {
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  await diner.must('hold.create', { venueId, date, startsAt: seoul(date, time), party: 2 })
}

/** Nothing left that the relay has to do. */
async function settled(hub: TestHub): Promise<void> {
  const waits = async () =>
    (await booksOf(hub.db).books.countDocuments({ pendingSince: { $exists: true } })) +
    (await hub.db.collection('events').countDocuments({ done: false })) +
    (await hub.db.collection('audit').countDocuments({ waiting: true }))
  await vi.waitFor(async () => expect(await waits()).toBe(0), 25_000)
}

describe('a chain of both kinds of records', () => {
  let hub: TestHub
  let venueId: string
  let kept: Map<string, Document[]>
  let before: AuditVerdict

  beforeAll(async () => {
    hub = await startHub()
    // None may run out meanwhile: that would be an event more.
    venueId = (await hub.seedVenue({ settings: { holdMs: 1_800_000 } })).venueId
    // One after another, so that each is in a block of its own.
    for (const time of ['18:00', '18:30', '20:00']) {
      await book(hub, venueId, time)
      await auditOf(hub).record({ action: 'account.exported', by: 'account:a', to: `reservation at ${time}` })
      await settled(hub)
    }
    await hub.stopWorker()
    kept = new Map()
    for (const name of chained) kept.set(name, await hub.db.collection(name).find().toArray())
    before = await verify(hub)
  })
  beforeEach(() => putBack(hub.db, kept))
  afterAll(() => hub[Symbol.asyncDispose]())

  it('holds as the worker made it, and has every event and every record', async () => {
    const { head } = before
    expect(before).toEqual({
      blocks: head?._id,
      entries: 6,
      retired: 0,
      waiting: 0,
      waitingSince: null,
      head: { _id: head?._id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      broken: 0,
      findings: [],
    })
    expect(before.blocks).toBeGreaterThanOrEqual(3)
    expect((await verify(hub, { known: head as Link })).broken).toBe(0)
  })

  type Tampering = readonly [what: string, tamper: (db: Db, last: number) => Promise<unknown>, finding: RegExp]

  const tamperings: readonly Tampering[] = [
    [
      'a field of an event changed',
      (db) => db.collection('events').updateOne({}, { $set: { 'event.claim.party': 9 } }),
      /^event \S+ of block \d+ was changed$/,
    ],
    [
      'a field of a record changed',
      (db) => db.collection('audit').updateOne({}, { $set: { by: 'account:b' } }),
      /^record \S+ of block \d+ was changed$/,
    ],
    [
      'a field of a record taken away',
      (db) => db.collection('audit').updateOne({}, { $unset: { to: 1 } }),
      /^record \S+ of block \d+ was changed$/,
    ],
    ['an event removed', (db) => db.collection('events').deleteOne({}), /^event \S+ of block \d+ was removed$/],
    ['a record removed', (db) => db.collection('audit').deleteOne({}), /^record \S+ of block \d+ was removed$/],
    [
      'an event slipped in',
      (db) => db.collection('events').insertOne({ _id: 'e' as never, done: true, at: new Date() }),
      /^e is in no block, and is not waiting to be$/,
    ],
    [
      'a record slipped in that names a block',
      (db) => db.collection('audit').insertOne({ _id: 'r' as never, block: 1, at: new Date() }),
      /^r is in no block: it names 1$/,
    ],
    [
      'a record that names another block than its own',
      (db) => db.collection('audit').updateOne({}, { $set: { block: 99 } }),
      /is in no block: it names 99$/,
    ],
    [
      'an entry taken out of its block',
      (db) => db.collection('audit_blocks').updateOne({ _id: 1 as never }, { $pop: { entries: 1 } }),
      /^block 1 was changed$/,
    ],
    ['a block removed', (db) => db.collection('audit_blocks').deleteOne({ _id: 2 as never }), /^block 2 is missing$/],
    ['two blocks that changed places', (db) => swap(db, 1, 2), /^block 2 does not follow block 1$/],
    [
      'the last block cut off',
      (db, last) => db.collection('audit_blocks').deleteOne({ _id: last as never }),
      /^the chain ends with block \d+, and it had come to \d+$/,
    ],
    [
      'the last block cut off with its records',
      (db, last) => cutOff(db, last),
      /^the chain ends with block \d+, and it had come to \d+$/,
    ],
    [
      'the last block cut off, with the note of it',
      async (db, last) => {
        await db.collection('audit_blocks').deleteOne({ _id: last as never })
        await db.collection('audit_head').deleteMany({})
      },
      /is in no block: it names \d+$/,
    ],
    [
      'a record changed and every block after it made anew, without our key',
      (db) => forge(db, () => `test.${'A'.repeat(43)}`),
      /^block \d+ was not sealed by us$/,
    ],
    [
      'the same under a key that we never had',
      (db) => forge(db, (hash) => createMacs(strangers).make('audit-block', hash)),
      /^the newest block is sealed under a key that is not in the ring$/,
    ],
  ]

  it.each(tamperings)('%s is found', async (_what, tamper, finding) => {
    await tamper(hub.db, before.blocks)
    const { broken, findings } = await verify(hub)
    expect(broken).toBeGreaterThan(0)
    expect(findings).toContainEqual(expect.stringMatching(finding))
  })

  it('what was cut off without a trace is only known by a head that was told before', async () => {
    await cutOff(hub.db, before.blocks)
    await hub.db.collection('audit_head').deleteMany({})
    expect((await verify(hub)).findings).toEqual([])
    const known = before.head as Link
    expect((await verify(hub, { known })).findings).toEqual([`block ${known._id}, told by an earlier run, is missing`])
    expect((await verify(hub, { known: { _id: 1, hash: known.hash } })).findings).toEqual([
      'block 1 is another than an earlier run told',
    ])
  })

  it('a record that retention removed is counted and breaks nothing; an event is kept for ever', async () => {
    const later = Date.now() + auditKeptMs
    await hub.db.collection('audit').deleteOne({})
    expect(await verify(hub, { now: later - 2 * 86_400_000 })).toMatchObject({ retired: 0, broken: 1 })
    expect(await verify(hub, { now: later })).toMatchObject({ retired: 1, broken: 0 })
    await hub.db.collection('events').deleteOne({})
    expect(await verify(hub, { now: later })).toMatchObject({ retired: 1, broken: 1 })
  })

  it('a block under a key taken out long ago is vouched for by the newest one', async () => {
    const [old] = hub.secrets.macKeys
    const [fresh] = makeSecrets().macKeys
    const rotated = { ...hub.secrets, macKeys: [{ id: 'new', key: fresh?.key ?? '' }] }
    expect((await verify(hub, { secrets: rotated })).findings).toEqual([
      'the newest block is sealed under a key that is not in the ring',
    ])
    const both = createMacs({ macKeys: [...rotated.macKeys, ...(old === undefined ? [] : [old])] })
    await auditOf(hub).record({ action: 'session.opened', by: 'account:a', to: 'account:a' })
    await chainAll(hub, both)
    expect((await verify(hub, { secrets: rotated })).findings).toEqual([])
  })

  it('npm run audit:verify says so and ends with 0, 1 or 2', async () => {
    const head = `${before.head?._id}:${before.head?.hash}`
    const fine = await runTool(hub, 'auditVerify', [head])
    expect(fine).toEqual({ code: 0, lines: expect.arrayContaining([`newest block ${head}`, 'the chain holds']) })
    await hub.db.collection('audit').deleteOne({})
    const broken = await runTool(hub, 'auditVerify', [])
    expect(broken.code).toBe(1)
    expect(broken.lines.join('\n')).toMatch(/^record \S+ of block \d+ was removed$/m)
    expect(broken.lines).toContain('the chain is broken: 1 findings')
    expect((await runTool(hub, 'auditVerify', ['yesterday'])).code).toBe(2)
  })
})

describe('without a worker', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startHub({ worker: false })
  })
  beforeEach(async () => {
    for (const name of chained) await hub.db.collection(name).deleteMany({})
  })
  afterAll(() => hub[Symbol.asyncDispose]())

  it('records wait, and that is told as what it is', async () => {
    const from = Date.now()
    await auditOf(hub).record({ action: 'session.opened', by: 'account:a', to: 'account:a' })
    const verdict = await verify(hub)
    expect(verdict).toMatchObject({ blocks: 0, head: null, waiting: 1, broken: 0 })
    expect(verdict.waitingSince?.getTime()).toBeGreaterThanOrEqual(from)
  })

  it('what is recorded twice under one name is on record once', async () => {
    const audit = auditOf(hub)
    const entry = { action: 'settings.changed', by: 'account:a', to: 'venue' } as const
    await audit.record(entry, 'venue:2')
    await audit.record(entry, 'venue:2')
    await audit.record(entry, 'venue:3')
    await audit.record(entry)
    await audit.record(entry)
    expect(await hub.db.collection('audit').countDocuments()).toBe(4)
  })

  it('a worker that comes second goes on from the other’s block, and what both had is there once', async () => {
    const [ours, theirs] = [writerOf(hub), writerOf(hub)]
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((_id) => entryOf('audit', { _id }))
    if (!a || !b || !c || !d) throw new Error('four entries')
    // Both know block 1 as the newest.
    expect(await ours.append([a])).toEqual([{ block: 1, entries: [a] }])
    expect(await theirs.append([a])).toEqual([{ block: 1, entries: [a] }])
    expect(await ours.append([b, c])).toEqual([{ block: 2, entries: [b, c] }])
    expect(await theirs.append([c, d])).toEqual([
      { block: 2, entries: [c] },
      { block: 3, entries: [d] },
    ])
    const blocks = await hub.db.collection<BlockDocument>('audit_blocks').find().sort({ _id: 1 }).toArray()
    expect(blocks.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['a'], ['b', 'c'], ['d']])
  })

  it('many workers at once make one chain', async () => {
    const documents = Array.from({ length: 40 }, () => ({ _id: newId(), waiting: true, at: new Date() }))
    await hub.db.collection<{ _id: string }>('audit').insertMany(documents)
    const entries = documents.map((document) => entryOf('audit', document))
    const rounds = await Promise.all(
      [0, 10, 20, 30].map(async (from) => {
        const writer = writerOf(hub)
        const placed = []
        for (let i = from; i < from + 10; i++) placed.push(...(await writer.append(entries.slice(i, i + 1))))
        return placed
      }),
    )
    for (const { block, entries: placed } of rounds.flat()) {
      const ids = placed.map(({ id }) => id)
      await hub.db
        .collection<{ _id: string }>('audit')
        .updateMany({ _id: { $in: ids } }, { $set: { block }, $unset: { waiting: 1 } })
    }
    expect(await verify(hub)).toMatchObject({ blocks: 40, entries: 40, waiting: 0, broken: 0 })
  })

  it('a change of settings is on record with who made it, also when the request comes again', async () => {
    const { venueId } = await hub.seedVenue()
    using manager = connect(hub.url(0), hub.tokenFor('manager', venueId, 'm'.repeat(26)))
    const settings = await manager.must('settings.get', { venueId })
    for (let i = 0; i < 2; i++) await manager.must('settings.change', { venueId, settings }, 'one-request-of-ours')
    expect(await hub.db.collection('audit').find().toArray()).toMatchObject([
      { action: 'settings.changed', by: `account:${'m'.repeat(26)}`, to: venueId, requestId: 'one-request-of-ours' },
    ])
  })
})

const strangers = (() => {
  const { macKeys, ...rest } = makeSecrets()
  return { ...rest, macKeys: macKeys.map((key) => ({ ...key, id: 'theirs' })) }
})()

function writerOf(hub: TestHub, macs = createMacs(hub.secrets)) {
  const clock = { now: () => Date.now(), correct: () => Promise.resolve() }
  return createChainWriter({ collections: collectionsOf(hub), macs, clock })
}

/** What a round of the relay would do. */
async function chainAll(hub: TestHub, macs: ReturnType<typeof createMacs>): Promise<void> {
  const { audit } = collectionsOf(hub)
  const records = await audit.find({ waiting: true }).toArray()
  for (const { block, entries } of await writerOf(hub, macs).append(records.map((it) => entryOf('audit', it)))) {
    await audit.updateMany({ _id: { $in: entries.map(({ id }) => id) } }, { $set: { block }, $unset: { waiting: '' } })
  }
}

async function putBack(db: Db, kept: ReadonlyMap<string, Document[]>): Promise<void> {
  for (const [name, documents] of kept) {
    await db.collection(name).deleteMany({})
    await db.collection(name).insertMany(documents)
  }
}

async function swap(db: Db, one: number, other: number): Promise<void> {
  const blocks = db.collection<BlockDocument>('audit_blocks')
  const [a, b] = [await blocks.findOne({ _id: one }), await blocks.findOne({ _id: other })]
  if (a === null || b === null) throw new Error('no such blocks')
  const without = ({ _id, ...rest }: BlockDocument) => rest
  await blocks.replaceOne({ _id: one }, without(b))
  await blocks.replaceOne({ _id: other }, without(a))
}

/** Removes a block and everything that was chained with it. */
async function cutOff(db: Db, block: number): Promise<void> {
  await db.collection<BlockDocument>('audit_blocks').deleteOne({ _id: block })
  for (const name of ['events', 'audit']) await db.collection(name).deleteMany({ block })
}

/** What somebody does who can write to the database, and knows how the chain is made. */
async function forge(db: Db, sealOf: (hash: string) => string): Promise<void> {
  const record = await db
    .collection<{ _id: string; by: string }>('audit')
    .findOneAndUpdate({}, { $set: { by: 'account:b' } }, { returnDocument: 'after' })
  if (record === null) throw new Error('no record')
  const forged = entryOf('audit', record)
  const blocks = db.collection<BlockDocument>('audit_blocks')
  let before: Link | null = null
  for await (const { at, entries } of blocks.find().sort({ _id: 1 })) {
    const block = blockAfter(
      before,
      entries.map((entry) => (entry.id === forged.id ? forged : entry)),
      at,
    )
    await blocks.replaceOne({ _id: block._id }, { ...block, seal: sealOf(block.hash) })
    before = block
  }
}
