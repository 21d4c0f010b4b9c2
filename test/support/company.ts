import type { Db } from 'mongodb'
import type { CompanyDocument } from '../../server/core/companies/documents.ts'
import { newId } from '../../server/core/infra/ids.ts'

/** A company that somebody runs, and another of its people. */
export async function seedCompany(db: Db, actor: string): Promise<{ companyId: string; staffId: string }> {
  const [companyId, staffId, since] = [newId(), newId(), new Date()]
  await db.collection<CompanyDocument>('companies').insertOne({
    _id: companyId,
    name: 'Hana Co.',
    localNames: { ko: null, ja: null },
    members: [
      { accountId: actor.replace('account:', ''), role: 'admin', since },
      { accountId: staffId, role: 'member', since },
    ],
    taken: [],
    version: 1,
  })
  return { companyId, staffId }
}
