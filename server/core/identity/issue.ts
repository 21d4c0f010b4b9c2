import type { Output } from '../../../shared/contract/index.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../infra/tokens.ts'
import { accountKeyOf, grantsInForce, secondFactorOf } from './accounts.ts'
import { adoptGuest } from './adoptGuest.ts'
import { adoptDevices } from './devices.ts'
import type { AccountDocument } from './documents.ts'
import { knownDeviceOf } from './knownDevices.ts'
import { beginSession, endSession, type Refresh } from './sessions.ts'

export type Session = Output<'session.guest'>

/** A new session of an account on this device. A guest who becomes it brings holds and bookings along. */
export async function openSession(ctx: Context, account: AccountDocument): Promise<Session> {
  const { deps, actor, device } = ctx
  const key = accountKeyOf(account)
  await bringAlong(ctx, key)
  const refresh = await beginSession(deps, key, device)
  await deps.audit.record({ action: 'session.opened', by: key, to: refresh.sessionId })
  if (isVisitor(actor)) {
    await deps.audit.record({ action: 'guest.adopted', by: key, to: actor.key }, `${actor.key} ${key}`)
    await adoptDevices(deps, actor.key, { actor: key, sessionId: refresh.sessionId })
    // Last: it cuts the socket that waits for the answer.
    await endSession(deps, { sessionId: actor.sessionId, actor: actor.key })
  }
  return sessionOf(deps, account, refresh)
}

/** What the guest who becomes this account holds and has booked is the account's. Asked again it goes on where it stopped. */
export async function bringAlong({ deps, actor }: Context, account: string): Promise<void> {
  if (isVisitor(actor)) await adoptGuest(deps, { guest: actor.key, account })
}

/** Who has a signed link has not shown that they are the guest. */
function isVisitor(actor: Actor): actor is Actor & { readonly sessionId: string } {
  return actor.key.startsWith('guest:') && actor.sessionId !== null && actor.only === undefined
}

/** What the tokens of an account's session are worth now. */
export function sessionOf(
  deps: Pick<Deps, 'tokens' | 'clock' | 'macs'>,
  account: AccountDocument,
  refresh: Refresh,
): Session {
  const actor = { key: accountKeyOf(account), sessionId: refresh.sessionId, grants: grantsInForce(account) }
  return {
    ...answerFor(deps, actor, refresh),
    secondFactor: secondFactorOf(account),
    knownDevice: knownDeviceOf(deps, account),
  }
}

export function guestSessionOf(deps: Pick<Deps, 'tokens' | 'clock'>, refresh: Refresh): Session {
  const grants = [{ role: 'guest', venueId: null }] as const
  return answerFor(deps, { key: refresh.actor, sessionId: refresh.sessionId, grants }, refresh)
}

/** Without a refresh token where the actor comes back by what they came with: a link. */
export function answerFor(
  { tokens, clock }: Pick<Deps, 'tokens' | 'clock'>,
  actor: Actor & { readonly sessionId: string },
  refresh: Refresh | null,
): Session {
  const { token, expiresAt } = tokens.sign(actor, clock.now())
  return {
    token,
    expiresAt: new Date(expiresAt).toISOString(),
    refreshToken: refresh?.refreshToken ?? null,
    refreshUntil: refresh === null ? null : new Date(refresh.refreshUntil).toISOString(),
    actor: actor.key,
    grants: [...actor.grants],
    secondFactor: 'off',
    knownDevice: null,
  }
}
