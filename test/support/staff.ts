import type { AccountDocument } from '../../server/core/identity/documents.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import type { TestHub } from './hub.ts'

/** Gives somebody with an account these roles, from their next login on, without a second step. */
export async function grant({ db }: TestHub, accountId: string, grants: readonly Grant[]): Promise<void> {
  const roles = { grants: [...grants], demo: true as const }
  await db.collection<AccountDocument>('accounts').updateOne({ _id: accountId }, { $set: roles })
}
