import fc from 'fast-check'
import type { mongo } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Secrets } from '../../server/core/config.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { placeOf, sealedFields } from '../../server/core/infra/sealedFields.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import { resealFields } from '../../workers/tools/rotateKeys/resealFields.ts'
import { sealedUnderEachKey } from '../../workers/tools/rotateKeys/underEachKey.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { makeSecrets } from '../support/secrets.ts'

const where = 'guest_details.name:1'
const old = makeSecrets()
const fresh: Secrets = {
  ...makeSecrets(),
  jwtKeys: makeSecrets().jwtKeys.map((key) => ({ ...key, kid: 'new' })),
  fieldKeys: makeSecrets().fieldKeys.map((key) => ({ ...key, id: 'new' })),
  macKeys: makeSecrets().macKeys.map((key) => ({ ...key, id: 'new' })),
}
/** The new keys first, the old ones known. */
const takenOver: Secrets = {
  ...old,
  jwtKeys: [...fresh.jwtKeys, ...old.jwtKeys],
  fieldKeys: [...fresh.fieldKeys, ...old.fieldKeys],
  macKeys: [...fresh.macKeys, ...old.macKeys],
}
const silent = () => undefined

describe('S29: a sealed field', () => {
  const crypt = createFieldCrypt(old)

  it('opens to what was sealed, whatever that was, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const sealed = crypt.seal(text, where)
        expect(crypt.open(sealed, where)).toBe(Buffer.from(text).toString())
        if (text.length > 8) expect(sealed).not.toContain(text)
      }),
    )
  })

  it('is another each time, so that equal words do not show', () => {
    expect(crypt.seal('Ada', where)).not.toBe(crypt.seal('Ada', where))
  })

  it('opens nowhere but in its own place', () => {
    const sealed = crypt.seal('Ada', where)
    for (const elsewhere of ['guest_details.name:2', 'guest_details.phone:1', 'accounts.name:1', '']) {
      expect(() => crypt.open(sealed, elsewhere)).toThrow()
    }
  })

  it('does not open with any one bit flipped', () => {
    const [id = '', ...parts] = crypt.seal('Ada Byron', where).split('.')
    const bytes = parts.map((part) => Buffer.from(part, 'base64url'))
    for (const [n, part] of bytes.entries()) {
      for (let bit = 0; bit < part.length * 8; bit++) {
        const flipped = Buffer.from(part)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const text = bytes.map((it, i) => (i === n ? flipped : it).toString('base64url'))
        expect(() => crypt.open([id, ...text].join('.'), where), `part ${n} bit ${bit}`).toThrow()
      }
    }
  })

  it('does not open cut short, with a shorter tag, or when it is no such thing', () => {
    const [id = '', iv = '', tag = '', text = ''] = crypt.seal('Ada Byron', where).split('.')
    const shorter = Buffer.from(tag, 'base64url').subarray(0, 12).toString('base64url')
    for (const bad of [
      [id, iv, shorter, text],
      [id, iv, tag],
      [id, iv, tag, ''],
      [id],
      [''],
      ['Ada'],
      ['x', iv, tag, text],
    ]) {
      expect(() => crypt.open(bad.join('.'), where), bad.join('.')).toThrow()
    }
  })

  it('opens with every key of the ring, and is sealed with the first', () => {
    const sealed = crypt.seal('Ada', where)
    const ring = createFieldCrypt(takenOver)
    expect(ring.open(sealed, where)).toBe('Ada')
    expect(ring.seal('Ada', where)).toMatch(/^new\./)
    expect(ring.reseal(ring.seal('Ada', where), where)).toBeNull()
    expect(createFieldCrypt(fresh).open(ring.reseal(sealed, where) ?? '', where)).toBe('Ada')
    expect(() => createFieldCrypt(fresh).open(sealed, where)).toThrow('not in the ring')
    expect(() => ring.reseal(sealed, 'elsewhere')).toThrow()
  })

  it('is found by a hash of its kind that only the key makes', () => {
    expect(crypt.blindIndex('phone', '+82')).toBe(crypt.blindIndex('phone', '+82'))
    expect(crypt.blindIndex('phone', '+82')).not.toBe(crypt.blindIndex('email', '+82'))
    expect(crypt.blindIndex('phone', '+82')).not.toBe(createFieldCrypt(makeSecrets()).blindIndex('phone', '+82'))
  })
})

describe('a new key', () => {
  const actor = { key: `guest:${newId()}`, sessionId: newId(), grants: [{ role: 'guest', venueId: null }] } as const

  it('that takes over before a process knows it makes what that process refuses', () => {
    expect(() => createTokens(old).verify(createTokens(takenOver).sign(actor, Date.now()).token)).toThrow()
    expect(createMacs(old).isOf(createMacs(takenOver).make('refresh', 'x'), 'refresh', 'x')).toBe(false)
    expect(() => createFieldCrypt(old).open(createFieldCrypt(takenOver).seal('Ada', where), where)).toThrow()
  })

  it('that is known last is refused by nobody when it takes over, nor is the old one while it is known', () => {
    const known: Secrets = {
      ...old,
      jwtKeys: [...old.jwtKeys, ...fresh.jwtKeys],
      fieldKeys: [...old.fieldKeys, ...fresh.fieldKeys],
      macKeys: [...old.macKeys, ...fresh.macKeys],
    }
    for (const [maker, reader] of [
      [old, known],
      [known, old],
      [takenOver, known],
      [known, takenOver],
    ] as const) {
      const { token } = createTokens(maker).sign(actor, Date.now())
      expect(createTokens(reader).verify(token).actor.key).toBe(actor.key)
      expect(createMacs(reader).isOf(createMacs(maker).make('refresh', 'x'), 'refresh', 'x')).toBe(true)
      expect(createMacs(reader).isSecretFor(createMacs(maker).secretFor('link', 'x'), 'link', 'x')).toBe(true)
      expect(createFieldCrypt(reader).open(createFieldCrypt(maker).seal('Ada', where), where)).toBe('Ada')
    }
  })

  it('of another environment signs what is refused here', () => {
    const strangers = makeSecrets()
    // Even under the same key id.
    expect(strangers.jwtKeys[0]?.kid).toBe(old.jwtKeys[0]?.kid)
    expect(() => createTokens(old).verify(createTokens(strangers).sign(actor, Date.now()).token)).toThrow()
    expect(createMacs(old).isOf(createMacs(strangers).make('refresh', 'x'), 'refresh', 'x')).toBe(false)
  })
})

describe('sealing everything anew', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startHub({ worker: false })
    return () => hub[Symbol.asyncDispose]()
  })

  const crypt = createFieldCrypt(takenOver)
  const before = createFieldCrypt(old)

  async function seed(count: number): Promise<void> {
    for (const [collection, paths] of Object.entries(sealedFields)) {
      const of = hub.db.collection<{ _id: string }>(collection)
      await of.deleteMany({})
      await of.insertMany(Array.from({ length: count }, (_, n) => sealedDocument(collection, paths, n)))
    }
  }

  function sealedDocument(collection: string, paths: readonly string[], n: number): { _id: string } {
    const _id = `${collection}-${n}`
    const document: { _id: string; [field: string]: unknown } = { _id, emailIndex: _id, slot: n, stream: _id }
    for (const path of paths) {
      const sealed = before.seal(`${path} of ${n}`, placeOf(collection, path, _id))
      const [field = path, inner] = path.split('.')
      document[field] = inner === undefined ? sealed : { [inner]: sealed }
    }
    return document
  }

  function reseal(db: Pick<mongo.Db, 'collection'> = hub.db, onProgress: (documents: number) => void = silent) {
    return resealFields({ db: db as mongo.Db, crypt, onProgress })
  }

  async function left(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const [key, found] of await sealedUnderEachKey(hub.db)) {
      counts[key] = [...found.values()].reduce((sum, count) => sum + count, 0)
    }
    return counts
  }

  const fields = Object.values(sealedFields).flat().length

  it('reaches every field, over several pages, and finds nothing to do the second time', async () => {
    await seed(1100)
    expect(await left()).toEqual({ test: 1100 * fields })
    expect(await reseal()).toEqual({ changed: 1100 * fields, closed: [] })
    expect(await left()).toEqual({ new: 1100 * fields })
    const account = await hub.db.collection<{ _id: string; name: string }>('accounts').findOne({ _id: 'accounts-7' })
    expect(createFieldCrypt(fresh).open(account?.name ?? '', 'accounts.name:accounts-7')).toBe('name of 7')
    expect(await reseal()).toEqual({ changed: 0, closed: [] })
  })

  it('killed in between goes on where it was', async () => {
    await seed(600)
    const killed = reseal(undefined, () => {
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    const { test = 0, new: done = 0 } = await left()
    expect(done).toBeGreaterThan(0)
    expect(test).toBeGreaterThan(0)
    expect(await reseal()).toEqual({ changed: test, closed: [] })
    expect(await left()).toEqual({ new: 600 * fields })
  })

  it('leaves empty fields empty, and tells which do not open without touching them', async () => {
    await seed(3)
    const accounts = hub.db.collection<{ _id: string; [field: string]: unknown }>('accounts')
    await accounts.updateOne({ _id: 'accounts-0' }, { $set: { phone: null, factor: null, email: '' } })
    const moved = (await accounts.findOne({ _id: 'accounts-2' }))?.['name']
    await accounts.updateOne({ _id: 'accounts-1' }, { $set: { name: moved, phone: 'lost.a.b.c' } })
    const { closed } = await reseal()
    expect(closed).toEqual(['accounts accounts-1 name', 'accounts accounts-1 phone'])
    expect(await accounts.findOne({ _id: 'accounts-0' })).toMatchObject({ phone: null, factor: null, email: '' })
    expect(await accounts.findOne({ _id: 'accounts-1' })).toMatchObject({ name: moved, phone: 'lost.a.b.c' })
    expect(await left()).toEqual({ new: 3 * fields - 5, test: 1, lost: 1 })
  })

  /** Somebody changes their name between the tool's reading it and writing it. */
  function withNewerName(mend: (write: mongo.AnyBulkWriteOperation) => mongo.AnyBulkWriteOperation) {
    const newer = createFieldCrypt(takenOver).seal('Newer', 'accounts.name:accounts-1')
    return {
      collection(name: string) {
        const real = hub.db.collection<{ _id: string; name: string }>(name)
        return {
          find: real.find.bind(real),
          async bulkWrite(writes: mongo.AnyBulkWriteOperation[]) {
            if (name === 'accounts') await real.updateOne({ _id: 'accounts-1' }, { $set: { name: newer } })
            return real.bulkWrite(writes.map(mend) as never)
          },
        }
      },
    } as never
  }

  async function nameNow(): Promise<string> {
    const account = await hub.db.collection<{ _id: string; name: string }>('accounts').findOne({ _id: 'accounts-1' })
    return crypt.open(account?.name ?? '', 'accounts.name:accounts-1')
  }

  it('never overwrites what is newer', async () => {
    await seed(3)
    const { changed } = await reseal(withNewerName((write) => write))
    expect(changed).toBe(3 * fields - 1)
    expect(await nameNow()).toBe('Newer')
  })

  it('control: without comparing it would', async () => {
    await seed(3)
    await reseal(
      withNewerName((write) => {
        if (!('updateOne' in write)) return write
        const { filter, update } = write.updateOne
        return { updateOne: { filter: { _id: filter['_id'] }, update } }
      }),
    )
    expect(await nameNow()).toBe('name of 1')
  })
})
