import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { removeDevicesOf } from './devices.ts'
import type { SessionDocument } from './documents.ts'
import { type RefreshClaims, readRefreshToken, writeRefreshToken } from './refreshTokens.ts'

/** A refresh token that nobody presents is good for so long. */
export const refreshMs = 7 * 86_400_000

export interface Refresh {
  readonly sessionId: string
  readonly actor: string
  readonly refreshToken: string
  /** Instant. */
  readonly refreshUntil: number
}

type Needs = Pick<Deps, 'collections' | 'macs' | 'clock' | 'newId' | 'revocations' | 'crypt' | 'probe'>

/** A guest's first token. Nothing is written before it comes back: most visitors only look. */
export function beginGuestSession({ macs, clock, newId }: Needs): Refresh {
  const claims = { sessionId: newId(), actor: `guest:${newId()}`, generation: 1, expiresAt: clock.now() + refreshMs }
  return refreshOf(writeRefreshToken(macs, claims), claims)
}

/** A session of an account, on one device. */
export async function beginSession(needs: Needs, actor: string, device: string | null): Promise<Refresh> {
  const { collections, macs, clock, newId, crypt } = needs
  const now = clock.now()
  const sessionId = newId()
  await collections.sessions.insertOne({
    _id: sessionId,
    actor,
    used: 0,
    usedAt: new Date(now),
    device: device === null ? null : crypt.seal(device, deviceField(sessionId)),
    openedAt: new Date(now),
    expireAt: new Date(now + refreshMs),
  })
  const claims = { sessionId, actor, generation: 1, expiresAt: now + refreshMs }
  return refreshOf(writeRefreshToken(macs, claims), claims)
}

export function deviceField(sessionId: string): string {
  return `sessions.device:${sessionId}`
}

/**
 * The successor of a refresh token. A token may be presented again until its successor has been (the answer may have
 * been lost, twenty tabs may ask at once): each time the same successor is the answer. Anything older was copied by
 * somebody: the whole session ends.
 *
 * @throws AppError `unauthenticated`, `session_ended`
 */
export async function rotate(needs: Needs, token: string): Promise<Refresh> {
  const { macs, clock } = needs
  const claims = readRefreshToken(macs, token)
  if (claims === null) throw new AppError('unauthenticated')
  if (claims.expiresAt <= clock.now()) throw new AppError('session_ended')
  const session = (await present(needs, claims)) ?? (await firstOfGuest(needs, claims))
  if (session !== null) return successor(needs, claims, session.usedAt)
  const found = await needs.collections.sessions.findOne({ _id: claims.sessionId }, { maxTimeMS: 3000 })
  if (found !== null && needs.probe?.breaks('no-reuse-detection') === true) {
    return successor(needs, claims, found.usedAt)
  }
  const reused = found !== null && found.endedAt === undefined && found.used > claims.generation
  if (reused) await endSession(needs, claims)
  throw new AppError('session_ended')
}

/** Notes that this generation was presented, unless a later one was. */
function present({ collections, clock }: Needs, claims: RefreshClaims): Promise<SessionDocument | null> {
  const { sessionId, actor, generation } = claims
  const now = clock.now()
  // The first to present it sets the time that the successor's end is counted from.
  const isFirst = { $lt: ['$used', generation] }
  return collections.sessions.findOneAndUpdate(
    { _id: sessionId, actor, endedAt: { $exists: false }, used: { $in: [generation, generation - 1] } },
    [
      {
        $set: {
          usedAt: { $cond: [isFirst, new Date(now), '$usedAt'] },
          expireAt: { $cond: [isFirst, new Date(now + refreshMs), '$expireAt'] },
          used: generation,
        },
      },
    ],
    { returnDocument: 'after', maxTimeMS: 5000 },
  )
}

/** A guest's session is written with its first renewal; asked for twice at once it is still one. */
async function firstOfGuest(needs: Needs, claims: RefreshClaims): Promise<SessionDocument | null> {
  const { sessionId, actor, generation } = claims
  if (generation !== 1 || !actor.startsWith('guest:')) return null
  const now = new Date(needs.clock.now())
  const expireAt = new Date(needs.clock.now() + refreshMs)
  await needs.collections.sessions.updateOne(
    { _id: sessionId },
    { $setOnInsert: { actor, used: 1, usedAt: now, device: null, openedAt: now, expireAt } },
    { upsert: true },
  )
  return present(needs, claims)
}

function successor({ macs }: Needs, { sessionId, actor, generation }: RefreshClaims, usedAt: Date): Refresh {
  const claims = { sessionId, actor, generation: generation + 1, expiresAt: usedAt.getTime() + refreshMs }
  return refreshOf(writeRefreshToken(macs, claims), claims)
}

function refreshOf(refreshToken: string, { sessionId, actor, expiresAt }: RefreshClaims): Refresh {
  return { sessionId, actor, refreshToken, refreshUntil: expiresAt }
}

/**
 * Ends a session for good: its access tokens within the bound of `revocations`, its refresh tokens at once. In this
 * order, and both again when asked again, so that nothing is left standing by whoever dies in between.
 *
 * @returns whether there is such a session of this actor; a guest's may not have been written yet
 */
export async function endSession(
  { collections, clock, revocations }: Pick<Needs, 'collections' | 'clock' | 'revocations'>,
  { sessionId, actor }: { readonly sessionId: string; readonly actor: string },
): Promise<boolean> {
  const isGuest = actor.startsWith('guest:')
  const found = await collections.sessions.findOne({ _id: sessionId, actor }, { maxTimeMS: 3000 })
  if (found === null && !isGuest) return false
  await revocations.revoke(sessionId)
  const now = new Date(clock.now())
  const expireAt = new Date(clock.now() + refreshMs)
  await collections.sessions.updateOne(
    { _id: sessionId, actor },
    { $min: { endedAt: now }, $setOnInsert: { used: 0, usedAt: now, device: null, openedAt: now, expireAt } },
    { upsert: isGuest },
  )
  await removeDevicesOf({ collections }, sessionId)
  return true
}

/** Ends every session of an actor but one. */
export async function endOtherSessions(needs: Needs, actor: string, except: string | null): Promise<number> {
  const open = await needs.collections.sessions
    .find(
      { actor, endedAt: { $exists: false }, ...(except !== null && { _id: { $ne: except } }) },
      { projection: { _id: 1 }, maxTimeMS: 3000 },
    )
    .toArray()
  for (const { _id } of open) await endSession(needs, { sessionId: _id, actor })
  return open.length
}
