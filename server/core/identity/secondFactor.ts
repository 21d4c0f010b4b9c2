import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { openField } from './accounts.ts'
import type { AccountDocument } from './documents.ts'
import { guardCode } from './loginGuard.ts'

/** What every authenticator understands, and nothing else: RFC 6238 with its defaults. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps before and after: clocks differ, and people type slowly. */
const window = 1
const recoveryCount = 10
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const recoveryKind = 'recovery-code'

type Needs = Pick<Deps, 'collections' | 'crypt' | 'macs' | 'clock' | 'limits'>

/**
 * Lets pass whoever has no second factor, or proves it. Each code is taken once.
 *
 * @throws AppError `second_factor_required`, `wrong_code`, `rate_limited`
 */
export async function mustProveFactor(needs: Needs, account: AccountDocument, code: string | undefined): Promise<void> {
  if (account.factor?.confirmed !== true) return
  if (code === undefined) throw new AppError('second_factor_required')
  const right = await guardCode(needs, account._id, () =>
    code.includes('-') ? takeRecoveryCode(needs, account, code) : takeStep(needs, account, code),
  )
  if (!right) throw new AppError('wrong_code')
}

/** 160 random bits, base 32. */
export function newFactorSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an authenticator reads from a QR code. @param label what it shows beside our name */
export function factorUriOf(secret: string, label: string): string {
  return new TOTP({ ...shape, issuer: 'Couvert', label, secret }).toString()
}

/** The step a code belongs to, near an instant; null if to none. */
export function stepOf(secret: string, code: string, at: number): number | null {
  const delta = TOTP.validate({ ...shape, token: code, secret: Secret.fromBase32(secret), timestamp: at, window })
  return delta === null ? null : TOTP.counter({ period: shape.period, timestamp: at }) + delta
}

/** 50 random bits each, in the letters of our ids: what is read from paper is not mistaken. */
export function newRecoveryCodes(): string[] {
  const five = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: recoveryCount }, () => `${five()}-${five()}`)
}

/** As they are kept. */
export function keptRecoveryCodes(
  { macs }: Pick<Needs, 'macs'>,
  accountId: string,
  codes: readonly string[],
): string[] {
  return codes.map((code) => macs.make(recoveryKind, `${accountId} ${code}`))
}

/** @throws Error for an account without one */
export function factorSecretOf(needs: Pick<Needs, 'crypt'>, { _id, factor }: AccountDocument): string {
  if (factor === null) throw new Error('no second factor')
  return openField(needs, 'factor', _id, factor.secret)
}

async function takeStep(needs: Needs, account: AccountDocument, code: string): Promise<boolean> {
  const step = stepOf(factorSecretOf(needs, account), code, needs.clock.now())
  if (step === null) return false
  const { modifiedCount } = await needs.collections.accounts.updateOne(
    {
      _id: account._id,
      'factor.confirmed': true,
      'factor.secret': account.factor?.secret,
      'factor.lastStep': { $lt: step },
    },
    { $set: { 'factor.lastStep': step } },
  )
  return modifiedCount === 1
}

async function takeRecoveryCode(
  { collections, macs }: Needs,
  { _id, factor }: AccountDocument,
  code: string,
): Promise<boolean> {
  const kept = factor?.recovery.find((mac) => macs.isOf(mac, recoveryKind, `${_id} ${code}`))
  if (kept === undefined) return false
  const { modifiedCount } = await collections.accounts.updateOne(
    { _id, 'factor.recovery': kept },
    { $pull: { 'factor.recovery': kept } },
  )
  return modifiedCount === 1
}
