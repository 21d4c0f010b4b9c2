import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { accountKeyOf, emailIndexOf, findAccount, sealField } from './accounts.ts'
import type { AccountDocument, Provider } from './documents.ts'
import { isTaken } from './isTaken.ts'
import type { Profile } from './providers.ts'
import { mustProveFactor } from './secondFactor.ts'

/** Somebody a provider vouched for. */
export interface Vouched {
  readonly provider: Provider
  readonly profile: Profile
  /** Code of a second factor, as it was sent. */
  readonly factor: string | undefined
}

/**
 * The account of this person: the one that knows them; else the one that asks, which knows them from now on; else a new
 * one.
 *
 * @throws AppError `account_exists` when another account has the address, `second_factor_required`, `wrong_code`,
 * `rate_limited`, `session_ended`
 */
export async function accountOf(ctx: Context, vouched: Vouched): Promise<AccountDocument> {
  const { deps, actor } = ctx
  const key = providerKey(ctx, vouched)
  const found = await deps.collections.accounts.findOne(
    // The second half is the condition of the index, which is not used without it.
    { providers: key, 'providers.0': { $exists: true } },
    { maxTimeMS: 3000 },
  )
  if (found !== null) {
    const isIn = isAccount(ctx) && accountKeyOf(found) === actor.key
    if (!isIn) await mustProveFactor(deps, found, vouched.factor)
    return found
  }
  const joined = isAccount(ctx) ? await addProvider(ctx, key) : await makeAccount(ctx, key, vouched.profile)
  // Taken by whoever was quicker with this person or address: look again.
  return joined ?? accountOf(ctx, vouched)
}

function providerKey({ deps }: Context, { provider, profile }: Vouched): string {
  return `${provider}:${deps.crypt.blindIndex(`provider.${provider}`, profile.subject)}`
}

/** Everybody with an account is a diner. A signed link speaks for an account too, but is not it. */
function isAccount({ actor }: Context): boolean {
  return actor.grants.some(({ role }) => role === 'diner')
}

/** Null when another account was quicker. */
async function addProvider({ deps, actor }: Context, key: string): Promise<AccountDocument | null> {
  const own = await findAccount(deps, actor.key)
  if (own === null) throw new AppError('session_ended')
  const added = await unlessTaken(() =>
    deps.collections.accounts.findOneAndUpdate(
      { _id: own._id },
      { $addToSet: { providers: key } },
      { returnDocument: 'after', maxTimeMS: 5000 },
    ),
  )
  if (added !== null) await deps.audit.record({ action: 'account.providerAdded', by: actor.key, to: actor.key })
  return added
}

/** Null when another account was quicker. */
async function makeAccount({ deps }: Context, key: string, profile: Profile): Promise<AccountDocument | null> {
  // Only what is vouched for: with somebody else's address one would be found in their place.
  const email = profile.emailVerified ? profile.email : null
  const _id = deps.newId()
  const account: AccountDocument = {
    _id,
    emailIndex: emailIndexOf(deps, email ?? _id),
    email: email === null ? null : sealField(deps, 'email', _id, email),
    name: sealField(deps, 'name', _id, profile.name),
    phone: null,
    language: profile.language,
    passwordHash: null,
    grants: [],
    factor: null,
    providers: [key],
    createdAt: new Date(deps.clock.now()),
  }
  const { emailIndex } = account
  const holder = await deps.collections.accounts.findOne({ emailIndex }, { maxTimeMS: 3000 })
  // Made just now by the same person, who finished twice at once.
  if (holder?.providers.includes(key) === true) return null
  if (holder !== null) throw new AppError('account_exists')
  const made = await unlessTaken(() => deps.collections.accounts.insertOne(account))
  if (made === null) return null
  await deps.audit.record({ action: 'account.registered', by: accountKeyOf(account), to: accountKeyOf(account) })
  return account
}

/** Null where another account has the person or the address. */
async function unlessTaken<T>(write: () => Promise<T>): Promise<T | null> {
  try {
    return await write()
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}
