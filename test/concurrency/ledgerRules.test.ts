import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { mongo } from 'mongoose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { LedgerDocument } from '../../server/core/ledger/documents.ts'
import type { LedgerEntry } from '../../server/core/ledger/entry.ts'
import { isTaken, limitBroken } from '../../server/core/ledger/limits.ts'
import { mongoLedgerStore } from '../../server/core/ledger/mongoLedgerStore.ts'
import { settlePage } from '../../server/core/ledger/settlePage.ts'
import { hourMs, noon } from './ledgerKit.ts'

let client: mongo.MongoClient
let ledgers: mongo.Collection<LedgerDocument>

beforeAll(async () => {
  client = await new mongo.MongoClient(inject('mongoUri')).connect()
  ledgers = client.db(randomUUID()).collection('ledgers')
})

afterAll(() => client.close())

const far = Date.now() + 24 * hourMs
// Names that would be read as an expression or a path, if anything were.
const claims = ['b/1', 'b/2', 'c/$1', 'c/4', 'c/5'] as const
const requests = ['b|g|1', 'b|g|$$NOW', 'c|g|{"$ne":1}', 'c|g|4'] as const

const arbEntry = fc.record({
  claim: fc.constantFrom(...claims),
  request: fc.constantFrom(...requests),
  kind: fc.constantFrom('hold' as const, 'hold' as const, 'booking' as const),
  start: fc.integer({ min: 0, max: 12 }).map((half) => noon + (half * hourMs) / 2),
  length: fc.constantFrom(hourMs, 3 * hourMs),
  until: fc.constantFrom(far, far, far, Date.now() - hourMs),
  version: fc.constantFrom(0, 0, 1, 2, 3),
  raises: fc.boolean(),
})

/** Half of the pages know so many holds that ran out that it is about their number. */
const arbPage = fc.tuple(fc.array(arbEntry, { maxLength: 9 }), fc.boolean()).map(([page, lapsed]) =>
  page
    .map((entry) => (lapsed && entry.kind === 'hold' ? { ...entry, kind: 'lapse' as const } : entry))
    .map(({ length, ...entry }, i): LedgerEntry => {
      return { ...entry, end: entry.start + length, key: `key-${i}`, giveUpAt: entry.version === 0 ? far : null }
    }),
)

async function pageWith(entries: readonly LedgerEntry[]): Promise<string> {
  const guestKey = randomUUID()
  await ledgers.insertOne({ _id: guestKey, entries, expireAt: new Date(far) })
  return guestKey
}

async function readPage(guestKey: string): Promise<readonly LedgerEntry[]> {
  return (await ledgers.findOne({ _id: guestKey }))?.entries ?? []
}

test('MongoDB lets an entry in exactly where the rules do, and says the same reason where not', async () => {
  const store = mongoLedgerStore(ledgers)
  const replaced = fc.subarray([...claims], { maxLength: 2 })
  await fc.assert(
    fc.asyncProperty(
      arbPage,
      arbEntry,
      replaced,
      fc.boolean(),
      async (page, { length, ...rest }, replaces, limited) => {
        const guestKey = await pageWith(page)
        const entry = { ...rest, end: rest.start + length, key: 'own', version: 0, until: far, giveUpAt: far }
        const broken = limited ? limitBroken(page, { ...entry, replaces }, Date.now()) : null
        const isFree = broken === null && !isTaken(page, { ...entry, replaces })
        const [outcome] = await store.enter([{ guestKey, entry, limited, replaces }])
        expect(outcome).toMatchObject(
          isFree ? { kind: 'entered' } : broken ? { kind: 'refused', refusal: { code: broken } } : { kind: 'missed' },
        )
        expect((await readPage(guestKey)).some(({ key }) => key === 'own')).toBe(isFree)
      },
    ),
    { numRuns: 200 },
  )
})

test('an entry made twice is there once, and takes with it what has long weighed nothing', async () => {
  const store = mongoLedgerStore(ledgers)
  const entry = {
    claim: 'b/1',
    request: 'b|g|1',
    kind: 'hold' as const,
    start: noon,
    end: noon + hourMs,
    until: far,
    version: 0,
    raises: false,
    giveUpAt: far,
  }
  const guestKey = await pageWith([{ ...entry, key: 'old', claim: 'b/0', until: Date.now() - hourMs }])
  const entering = { guestKey, entry: { ...entry, key: 'own' }, limited: true, replaces: [] }
  expect(await store.enter([entering, entering])).toEqual([{ kind: 'entered' }, { kind: 'entered' }])
  expect(await store.enter([entering])).toEqual([{ kind: 'entered' }])
  expect((await readPage(guestKey)).map(({ key }) => key)).toEqual(['own'])
})

test('MongoDB settles a page exactly as the rules do', async () => {
  const store = mongoLedgerStore(ledgers)
  const weight = { kind: 'booking', start: noon, end: noon + hourMs, until: far } as const
  const arbFinding = fc.record({
    claim: fc.constantFrom(...claims),
    version: fc.integer({ min: 1, max: 3 }),
    weight: fc.constantFrom(weight, weight, null),
    request: fc.constantFrom(...requests, null),
  })
  await fc.assert(
    fc.asyncProperty(arbPage, fc.array(arbFinding, { minLength: 1, maxLength: 3 }), async (page, findings) => {
      await ledgers.deleteMany({})
      const guestKey = await pageWith(page)
      await store.settle(findings)
      expect(await readPage(guestKey)).toEqual(findings.reduce(settlePage, page))
    }),
    { numRuns: 200 },
  )
})
