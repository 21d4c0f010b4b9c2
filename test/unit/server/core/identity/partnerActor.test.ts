import { expect, test } from 'vitest'
import { AppError } from '../../../../../server/core/appError.ts'
import type { PartnerKeyDocument } from '../../../../../server/core/identity/documents.ts'
import {
  createWhoIsPartner,
  hashOfPartnerSecret,
  partnerSecretOf,
  writePartnerKey,
} from '../../../../../server/core/identity/partnerActor.ts'
import { newId } from '../../../../../server/core/infra/ids.ts'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import { makeSecrets } from '../../../../support/secrets.ts'

const macs = createMacs(makeSecrets())

/** One key in a database that counts how often it is read, and clocks that stand still. */
function world() {
  const keyId = newId()
  const secret = partnerSecretOf(macs, keyId)
  const kept: { -readonly [F in keyof PartnerKeyDocument]?: PartnerKeyDocument[F] } = {
    _id: keyId,
    venueId: newId(),
    scopes: ['read', 'book'],
    secret: hashOfPartnerSecret(macs, keyId, secret),
  }
  const seen = { reads: 0, counted: 0, fails: false, now: 0, ended: new Set<string>() }
  const partnerKeys = {
    findOne: async ({ _id }: { _id: string }) => {
      seen.reads++
      if (seen.fails) throw new Error('no primary')
      return _id === keyId ? { ...kept } : null
    },
  }
  const whoIs = createWhoIsPartner(
    {
      collections: { partnerKeys },
      macs,
      limits: { take: async () => void seen.counted++ },
      revocations: {
        fateOf: ({ sessionId }: { sessionId: string }) => (seen.ended.has(sessionId) ? 'ended' : 'stands'),
      },
      clock: { now: () => 0 },
    } as never,
    () => seen.now,
  )
  return { key: writePartnerKey(keyId, secret), keyId, kept, seen, whoIs: (key: string) => whoIs(key, 'address') }
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

test('a key speaks for its restaurant, with what it may', async () => {
  const { key, keyId, kept, whoIs } = world()
  expect(await whoIs(key)).toEqual({
    key: `partner:${keyId}`,
    sessionId: keyId,
    grants: [{ role: 'partner', venueId: kept.venueId }],
    scopes: ['read', 'book'],
  })
})

test('what was read is taken for ten seconds and no longer, and only reading is counted', async () => {
  const { key, kept, seen, whoIs } = world()
  for (let i = 0; i < 5; i++) await whoIs(key)
  expect([seen.reads, seen.counted]).toEqual([1, 1])
  kept.revokedAt = new Date()
  seen.now = 9_999
  expect(await refusal(whoIs(key))).toBe('none')
  seen.now = 10_000
  expect(await refusal(whoIs(key))).toBe('session_ended')
  expect(seen.reads).toBe(2)
})

test('a revocation that was heard of is not waited ten seconds for', async () => {
  const { key, keyId, seen, whoIs } = world()
  await whoIs(key)
  seen.ended.add(keyId)
  expect(await refusal(whoIs(key))).toBe('session_ended')
})

test('a wrong secret is refused while the right one is remembered, and the other way round', async () => {
  const { key, keyId, whoIs } = world()
  expect(await refusal(whoIs(writePartnerKey(keyId, newId())))).toBe('unauthenticated')
  expect(await refusal(whoIs(key))).toBe('none')
  expect(await refusal(whoIs(writePartnerKey(keyId, newId())))).toBe('unauthenticated')
})

test('the secret of one key opens no other', async () => {
  const [one, two] = [world(), world()]
  const mixed = writePartnerKey(one.keyId, two.key.split('_')[2] ?? '')
  expect(await refusal(one.whoIs(mixed))).toBe('unauthenticated')
})

test('what is no key is refused without being looked for', async () => {
  const { key, seen, whoIs } = world()
  for (const sent of ['', 'ck__', key.toUpperCase(), `${key}0`, `${key}\n`, key.replace('ck', 'sk')]) {
    expect(await refusal(whoIs(sent))).toBe('unauthenticated')
  }
  expect(seen.reads).toBe(0)
})

test('a database that does not answer is nobody’s refusal for the next ten seconds', async () => {
  const { key, seen, whoIs } = world()
  seen.fails = true
  expect(await refusal(whoIs(key))).toBe('Error: no primary')
  seen.fails = false
  expect(await refusal(whoIs(key))).toBe('none')
})
