import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { accountKeyOf, emailIndexOf, findAccount, sealField } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { bringAlong, openSession } from '../../identity/issue.ts'
import { isTaken } from '../../identity/isTaken.ts'
import { mustNotNamePerson } from '../../identity/passwordRules.ts'
import { hashPassword } from '../../identity/passwords.ts'
import { beginProof, redeem, type Todo } from '../../identity/proofs.ts'

/**
 * The same answer after the same work whether or not the address has an account; who has one is told by letter.
 *
 * @throws AppError `invalid_input`, `rate_limited`, `request_id_reused`
 */
export async function register(ctx: Context, input: Input<'account.register'>): Promise<Output<'account.register'>> {
  const { deps } = ctx
  const { email, password, name, phone, language } = input
  mustNotNamePerson(password, { email, name })
  const passwordHash = await hashPassword(password)
  const known = await deps.collections.accounts.findOne({ emailIndex: emailIndexOf(deps, email) }, { maxTimeMS: 3000 })
  const accountId = deps.newId()
  return beginProof(ctx, {
    kind: 'register',
    to: email,
    language,
    todo: { accountId, email, name, phone: phone ?? null, language, passwordHash },
    instead: known === null ? null : 'registered',
  })
}

/**
 * Makes the account and opens its first session. Who dies after the account was made finds it by asking again, or by
 * logging in.
 *
 * @throws AppError `wrong_code` also when the address got an account meanwhile
 */
export async function verifyAccount(ctx: Context, proof: Input<'account.verify'>): Promise<Output<'account.verify'>> {
  const account = await redeem(ctx.deps, { kind: 'register', ...proof }, async (todo) => {
    const made = await makeAccount(ctx, todo)
    // Before the code is used up: a book that is busy now may be asked again.
    await bringAlong(ctx, accountKeyOf(made))
    return made
  })
  return openSession(ctx, account)
}

async function makeAccount({ deps }: Context, todo: Todo['register']): Promise<AccountDocument> {
  const { accountId: _id, email, name, phone, language, passwordHash } = todo
  const fields: Omit<AccountDocument, '_id'> = {
    emailIndex: emailIndexOf(deps, email),
    email: sealField(deps, 'email', _id, email),
    name: sealField(deps, 'name', _id, name),
    phone: phone === null ? null : sealField(deps, 'phone', _id, phone),
    language,
    passwordHash,
    grants: [],
    factor: null,
    providers: [],
    createdAt: new Date(deps.clock.now()),
  }
  try {
    await deps.collections.accounts.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true, maxTimeMS: 5000 })
  } catch (error) {
    if (isTaken(error)) throw new AppError('wrong_code')
    throw error
  }
  const account = await findAccount(deps, _id)
  if (account === null) throw new AppError('wrong_code')
  const key = accountKeyOf(account)
  await deps.audit.record({ action: 'account.registered', by: key, to: key }, key)
  return account
}
