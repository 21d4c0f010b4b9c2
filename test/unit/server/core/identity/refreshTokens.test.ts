import { describe, expect, it } from 'vitest'
import { readRefreshToken, writeRefreshToken } from '../../../../../server/core/identity/refreshTokens.ts'
import { newId } from '../../../../../server/core/infra/ids.ts'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import { makeSecrets } from '../../../../support/secrets.ts'

describe('a refresh token', () => {
  const secrets = makeSecrets()
  const macs = createMacs(secrets)
  const claims = { sessionId: newId(), actor: `account:${newId()}`, generation: 3, expiresAt: 1_800_000_000_000 }

  it('says what was written, and the same each time it is written', () => {
    const token = writeRefreshToken(macs, claims)
    expect(readRefreshToken(macs, token)).toEqual(claims)
    expect(writeRefreshToken(macs, claims)).toBe(token)
  })

  it('is none when any part of it is changed, left out or added', () => {
    const [text = '', keyId = '', hash = ''] = writeRefreshToken(macs, claims).split('.')
    const raised = Buffer.from(JSON.stringify([claims.sessionId, claims.actor, 4, claims.expiresAt])).toString(
      'base64url',
    )
    const flipped = hash.startsWith('A') ? `B${hash.slice(1)}` : `A${hash.slice(1)}`
    for (const parts of [
      [raised, keyId, hash],
      [text, keyId, flipped],
      [text, 'other', hash],
      [text, keyId],
      [text],
      [text, keyId, `${hash}A`],
    ]) {
      expect(readRefreshToken(macs, parts.join('.'))).toBeNull()
    }
    for (const nothing of ['', '.', '..', '...', 'x.y.z']) expect(readRefreshToken(macs, nothing)).toBeNull()
  })

  it('is none under another hub’s keys, nor when its hash was made for something else', () => {
    expect(readRefreshToken(createMacs(makeSecrets()), writeRefreshToken(macs, claims))).toBeNull()
    const [text = ''] = writeRefreshToken(macs, claims).split('.')
    expect(readRefreshToken(macs, `${text}.${macs.make('known-device', text)}`)).toBeNull()
  })

  it('outlives a change of keys for as long as the old one is in the ring', () => {
    const token = writeRefreshToken(macs, claims)
    const newer = { id: 'newer', key: makeSecrets().macKeys[0]?.key ?? '' }
    expect(readRefreshToken(createMacs({ macKeys: [newer, ...secrets.macKeys] }), token)).toEqual(claims)
    expect(readRefreshToken(createMacs({ macKeys: [newer] }), token)).toBeNull()
  })
})
