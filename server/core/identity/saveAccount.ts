import type { Grant } from '../../../shared/contract/policy.ts'
import type { Deps } from '../deps.ts'
import { emailIndexOf, sealField } from './accounts.ts'
import type { Language } from './documents.ts'
import { hashPassword } from './passwords.ts'

export interface AccountToSave {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly password: string
  readonly language: Language
  readonly grants: readonly Grant[]
}

/** Makes a demo account, or gives it this password and these grants. Its staff need no second factor. */
export async function saveDemoAccount(
  deps: Pick<Deps, 'crypt' | 'collections' | 'clock'>,
  { accountId, email, name, password, language, grants }: AccountToSave,
): Promise<void> {
  await deps.collections.accounts.updateOne(
    { _id: accountId },
    {
      $set: {
        grants,
        language,
        passwordHash: await hashPassword(password),
        email: sealField(deps, 'email', accountId, email),
        name: sealField(deps, 'name', accountId, name),
        demo: true,
      },
      $setOnInsert: {
        emailIndex: emailIndexOf(deps, email),
        phone: null,
        factor: null,
        providers: [],
        createdAt: new Date(deps.clock.now()),
      },
    },
    { upsert: true },
  )
}
