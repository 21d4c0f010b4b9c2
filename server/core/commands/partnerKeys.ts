import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { hashOfPartnerSecret, partnerSecretOf, writePartnerKey } from '../identity/partnerActor.ts'
import { canonical, idOf } from '../infra/ids.ts'
import { permitAtKnownVenue } from './permitAtKnownVenue.ts'

/** More than any restaurant has partners, those gone included. */
const mostKeys = 500

/**
 * Makes a key for a partner. Its secret is told in this answer only, and again to the same request: it is derived from
 * the key's id, and what is kept is a hash of it.
 *
 * @throws AppError `not_found`, `request_id_reused`
 */
export async function createKey(ctx: Context, input: Input<'key.create'>): Promise<Output<'key.create'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  const { venueId, name, scopes } = input
  await permitAtKnownVenue(ctx, venueId)
  const keyId = idOf(`partner-key ${canonical([actor.key, requestId])}`)
  const secret = partnerSecretOf(deps.macs, keyId)
  const made = {
    venueId,
    name,
    scopes: [...new Set(scopes)],
    secret: hashOfPartnerSecret(deps.macs, keyId, secret),
    by: actor.key,
    bodyHash,
    createdAt: new Date(deps.clock.now()),
  }
  await deps.audit.record({ action: 'key.created', by: actor.key, to: `partner:${keyId}`, requestId }, keyId)
  const kept = await deps.collections.partnerKeys.findOneAndUpdate(
    { _id: keyId },
    { $setOnInsert: made },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (kept?.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  return { keyId, key: writePartnerKey(keyId, secret) }
}

/** The newest first. @throws AppError `not_found` */
export async function listKeys(ctx: Context, { venueId }: Input<'key.list'>): Promise<Output<'key.list'>> {
  await permitAtKnownVenue(ctx, venueId)
  const found = await ctx.deps.collections.partnerKeys
    .find({ venueId }, { maxTimeMS: 3000 })
    .sort({ createdAt: -1, _id: 1 })
    .limit(mostKeys)
    .toArray()
  return {
    keys: found.map(({ _id, name, scopes, createdAt, revokedAt }) => ({
      keyId: _id,
      name,
      scopes: [...scopes],
      createdAt: createdAt.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
  }
}

/** Nothing is answered to it any more, within seconds at every node; its sockets are cut. @throws AppError `not_found` */
export async function revokeKey(ctx: Context, { venueId, keyId }: Input<'key.revoke'>): Promise<Output<'key.revoke'>> {
  const { deps, actor } = ctx
  await permitAtKnownVenue(ctx, venueId)
  const found = await deps.collections.partnerKeys.findOne({ _id: keyId, venueId }, { maxTimeMS: 3000 })
  if (found === null) throw new AppError('not_found')
  await deps.audit.record({ action: 'key.revoked', by: actor.key, to: `partner:${keyId}` }, keyId)
  const now = new Date(deps.clock.now())
  await deps.collections.partnerKeys.updateOne({ _id: keyId, venueId }, { $min: { revokedAt: now } })
  await deps.revocations.revoke(keyId)
  return {}
}
