import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import {
  factorUriOf,
  keptRecoveryCodes,
  newFactorSecret,
  newRecoveryCodes,
  stepOf,
} from '../../../../../server/core/identity/secondFactor.ts'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import { code as codeSchema } from '../../../../../shared/contract/schemas.ts'
import { makeSecrets } from '../../../../support/secrets.ts'

describe('the step of a code', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32

  // RFC 6238, appendix B, the last six digits of each.
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('at second %i is the one the standard says', (second, code, step) => {
    expect(stepOf(secret, code, second * 1000)).toBe(step)
  })

  it.each([
    [-61_000, null],
    [-30_000, 37_037_037],
    [0, 37_037_037],
    [30_000, 37_037_037],
    [61_000, null],
  ])('is found when the clock is %i ms off: %s', (off, step) => {
    expect(stepOf(secret, '050471', 1_111_111_111_000 + off)).toBe(step)
  })

  it('is none for what is not six digits', () => {
    for (const code of ['', '50471', '0504711', 'abcdef', '14050471']) {
      expect(stepOf(secret, code, 1_111_111_111_000)).toBeNull()
    }
  })
})

describe('what is shown once', () => {
  it('is a secret of 160 bits, another one each time, in a form that authenticators read', () => {
    const secret = newFactorSecret()
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
    expect(newFactorSecret()).not.toBe(secret)
    const uri = new URL(factorUriOf(secret, 'ada+1@example.com'))
    expect(decodeURIComponent(uri.pathname)).toContain('Couvert:ada+1@example.com')
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Couvert', digits: '6', period: '30' })
  })

  it('is ten recovery codes that can be typed in, kept so that they cannot be read', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(codeSchema.safeParse(code).success).toBe(true)
    const macs = createMacs(makeSecrets())
    const kept = keptRecoveryCodes({ macs }, 'one', codes)
    expect(new Set(kept).size).toBe(10)
    expect(kept).not.toEqual(keptRecoveryCodes({ macs }, 'another', codes))
    for (const code of codes) expect(kept.join()).not.toContain(code)
  })
})
