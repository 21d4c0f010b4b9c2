import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { createLru } from '../infra/lru.ts'
import type { Macs } from '../infra/macs.ts'
import type { Actor } from '../infra/tokens.ts'
import type { PartnerKeyDocument } from './documents.ts'

/** A key as it was read so long ago is taken; that it was revoked meanwhile is known sooner, from `revocations`. */
const keptMs = 10_000
/** Of one address: whoever tries keys that there are not is not to keep the database busy. */
const readLimit = { points: 1200, perSeconds: 60 } as const

const id = '[0-9a-hjkmnp-tv-z]{26}'
const shape = new RegExp(`^ck_(${id})_(${id})$`)
const kind = 'partner-key'

/** The secret of a key: derived, so that a request that comes again is told the same. */
export function partnerSecretOf(macs: Macs, keyId: string): string {
  return macs.secretFor(kind, keyId)
}

/** What is kept of it. */
export function hashOfPartnerSecret(macs: Macs, keyId: string, secret: string): string {
  return macs.make(kind, `${keyId} ${secret}`)
}

/** The key as a partner keeps it. */
export function writePartnerKey(keyId: string, secret: string): string {
  return `ck_${keyId}_${secret}`
}

export type PartnerActor = Actor & { readonly sessionId: string }

/** Whom a partner's key speaks for. @throws AppError `unauthenticated`, `session_ended`, `rate_limited` */
export type WhoIsPartner = (key: string, address: string) => Promise<PartnerActor>

type Needs = Pick<Deps, 'collections' | 'macs' | 'limits' | 'revocations' | 'clock'>

export function createWhoIsPartner(
  { collections, macs, limits, revocations, clock }: Needs,
  monotonic: () => number = () => performance.now(),
): WhoIsPartner {
  const known = createLru<string, { readonly at: number; readonly answer: Promise<PartnerKeyDocument | null> }>(10_000)

  async function read(keyId: string, address: string): Promise<PartnerKeyDocument | null> {
    const before = known.get(keyId)
    if (before !== undefined && monotonic() - before.at < keptMs) return before.answer
    await limits.take('key.read', readLimit, address)
    const answer = collections.partnerKeys.findOne({ _id: keyId }, { maxTimeMS: 3000 })
    known.set(keyId, { at: monotonic(), answer })
    // A failure is nobody's answer but theirs who had asked by then.
    answer.catch(() => known.delete(keyId))
    return answer
  }

  return async (key, address) => {
    const [, keyId = '', secret = ''] = shape.exec(key) ?? []
    if (keyId === '') throw new AppError('unauthenticated')
    const found = await read(keyId, address)
    if (found === null || !macs.isOf(found.secret, kind, `${keyId} ${secret}`)) throw new AppError('unauthenticated')
    const actor = actorOf(found)
    const fate = revocations.fateOf({ sessionId: keyId, actor: actor.key, issuedAt: clock.now() })
    if (found.revokedAt !== undefined || fate === 'ended') throw new AppError('session_ended')
    return actor
  }
}

function actorOf({ _id, venueId, scopes }: PartnerKeyDocument): PartnerActor {
  return { key: `partner:${_id}`, sessionId: _id, grants: [{ role: 'partner', venueId }], scopes }
}
