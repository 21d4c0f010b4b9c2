import { hash, verify } from '@node-rs/argon2'
import type { Output } from '../../../shared/contract/index.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../infra/tokens.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

type Session = Output<'session.guest'>

/** A visitor's own session: may hold at once. */
export function openGuestSession(deps: Deps): Session {
  return issue(deps, {
    key: `guest:${deps.newId()}`,
    sessionId: deps.newId(),
    grants: [{ role: 'guest', venueId: null }],
  })
}

/** @throws AppError `wrong_credentials`, the same and after the same work for an unknown address and a wrong password */
export async function login(deps: Deps, input: { email: string; password: string }): Promise<Session> {
  const emailIndex = deps.crypt.blindIndex('email', input.email.toLowerCase())
  const account = await deps.collections.accounts.findOne({ emailIndex }, { maxTimeMS: 3000 })
  const fits = await verify(account?.passwordHash ?? (await nobodysHash()), input.password)
  if (account === null || !fits) throw new AppError('wrong_credentials')
  return issue(deps, { key: `account:${account._id}`, sessionId: deps.newId(), grants: account.grants })
}

/** A token that still holds for a fresh one. */
export function renew(deps: Deps, actor: Actor): Session {
  if (actor.sessionId === null) throw new AppError('unauthenticated')
  return issue(deps, { ...actor, sessionId: actor.sessionId })
}

function issue(deps: Deps, actor: Actor & { sessionId: string }): Session {
  const { token, expiresAt } = deps.tokens.sign(actor, deps.clock.now())
  return { token, expiresAt: new Date(expiresAt).toISOString(), actor: actor.key, grants: [...actor.grants] }
}

export interface AccountToSave {
  readonly email: string
  readonly password: string
  readonly grants: readonly Grant[]
}

/** Makes an account, or gives the one of this address these grants. */
export async function saveAccount(
  deps: Pick<Deps, 'crypt' | 'collections' | 'newId'>,
  account: AccountToSave,
): Promise<void> {
  const emailIndex = deps.crypt.blindIndex('email', account.email.toLowerCase())
  await deps.collections.accounts.updateOne(
    { emailIndex },
    {
      $set: { grants: account.grants, passwordHash: await hash(account.password, cost) },
      $setOnInsert: { _id: deps.newId() },
    },
    { upsert: true },
  )
}

let nobody: Promise<string> | undefined

/** Verified against when the address is unknown, so that the time taken tells nothing. */
function nobodysHash(): Promise<string> {
  nobody ??= hash('nobody has this password', cost)
  return nobody
}
