import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { accountKeyOf, emailIndexOf, findAccount } from '../identity/accounts.ts'
import { answerFor, guestSessionOf, openSession, type Session, sessionOf } from '../identity/issue.ts'
import { isKnownDevice } from '../identity/knownDevices.ts'
import { guardPassword } from '../identity/loginGuard.ts'
import { linkHolder } from '../identity/manageLink.ts'
import { isPassword } from '../identity/passwords.ts'
import { mustProveFactor } from '../identity/secondFactor.ts'
import { beginGuestSession, deviceField, endOtherSessions, endSession, rotate } from '../identity/sessions.ts'
import { tellOwner } from '../identity/tellOwner.ts'

/** A visitor's own session: may hold at once. */
export async function openGuestSession({ deps }: Context): Promise<Session> {
  return guestSessionOf(deps, beginGuestSession(deps))
}

/**
 * The same answer after the same work for an unknown address and a wrong password.
 *
 * @throws AppError `wrong_credentials`, `second_factor_required`, `wrong_code`, `rate_limited`
 */
export async function login(
  ctx: Context,
  { email, password, code, knownDevice }: Input<'session.login'>,
): Promise<Session> {
  const { deps, address } = ctx
  const emailIndex = emailIndexOf(deps, email)
  const found = await deps.collections.accounts.findOne({ emailIndex }, { maxTimeMS: 3000 })
  const known = found !== null && knownDevice !== undefined && isKnownDevice(deps, found, knownDevice)
  const account = await guardPassword(deps, { emailIndex, address, known }, async () => {
    return (await isPassword(found?.passwordHash, password)) ? found : null
  })
  if (account === null) throw new AppError('wrong_credentials')
  await mustProveFactor(deps, account, code)
  const session = await openSession(ctx, account)
  // A reset that ended every session meanwhile did not know of this one.
  const now = await findAccount(deps, accountKeyOf(account))
  if (now?.passwordHash === account.passwordHash) {
    if (!known) await tellOwner(ctx, account, { what: 'newDevice', id: newDeviceOf(deps, session) })
    return session
  }
  const { key, sessionId } = deps.tokens.verify(session.token).actor
  if (sessionId !== null) await endSession(deps, { sessionId, actor: key })
  throw new AppError('wrong_credentials')
}

function newDeviceOf({ tokens }: Context['deps'], { token }: Session): string {
  return tokens.verify(token).actor.sessionId ?? ''
}

/** @throws AppError `unauthenticated`, `session_ended` */
export async function renew({ deps }: Context, { refreshToken }: Input<'session.renew'>): Promise<Session> {
  const refresh = await rotate(deps, refreshToken)
  if (refresh.actor.startsWith('guest:')) return guestSessionOf(deps, refresh)
  const account = await findAccount(deps, refresh.actor)
  if (account === null) throw new AppError('session_ended')
  return sessionOf(deps, account, refresh)
}

/** A session that reaches one reservation. @throws AppError `not_found` */
export async function openLinkSession({ deps }: Context, input: Input<'session.link'>): Promise<Session> {
  const key = await linkHolder(deps, input)
  const grants = [{ role: 'link', venueId: null }] as const
  return answerFor(deps, { key, sessionId: deps.newId(), grants, only: input.reservationId }, null)
}

export async function logout({ deps, actor }: Context): Promise<Output<'session.logout'>> {
  const { sessionId, key, only } = actor
  if (sessionId === null) return {}
  // A link's session is written nowhere, only its token is out.
  if (only === undefined) await endSession(deps, { sessionId, actor: key })
  else await deps.revocations.revoke(sessionId)
  await deps.audit.record({ action: 'session.ended', by: key, to: sessionId })
  return {}
}

export async function listSessions({ deps, actor }: Context): Promise<Output<'session.list'>> {
  const open = await deps.collections.sessions
    .find({ actor: actor.key, endedAt: { $exists: false } }, { maxTimeMS: 3000 })
    .sort({ usedAt: -1 })
    .limit(200)
    .toArray()
  return {
    sessions: open.map(({ _id, device, openedAt, usedAt }) => ({
      sessionId: _id,
      device: device === null ? '' : deps.crypt.open(device, deviceField(_id)),
      openedAt: openedAt.toISOString(),
      lastSeenAt: usedAt.toISOString(),
      current: _id === actor.sessionId,
    })),
  }
}

/** @throws AppError `not_found` */
export async function revokeSession(
  { deps, actor }: Context,
  { sessionId }: Input<'session.revoke'>,
): Promise<Output<'session.revoke'>> {
  if (!(await endSession(deps, { sessionId, actor: actor.key }))) throw new AppError('not_found')
  await deps.audit.record({ action: 'session.ended', by: actor.key, to: sessionId })
  return {}
}

export async function revokeOtherSessions({ deps, actor }: Context): Promise<Output<'session.revokeAll'>> {
  const ended = await endOtherSessions(deps, actor.key, actor.sessionId)
  await deps.audit.record({ action: 'session.ended', by: actor.key, to: actor.key })
  return { ended }
}
