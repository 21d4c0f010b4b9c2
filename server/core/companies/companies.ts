import { type CompanyMember, without } from '../../../shared/domain/companies/members.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { CompanyDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections'>

/** Others who change its people at the same time are few. */
const tries = 20

/** A company as one of its people sees it. @throws AppError `not_found` alike where there is none and for whoever is not of it */
export async function companyOf(
  { collections }: Needs,
  companyId: string,
  accountId: string,
): Promise<{ readonly company: CompanyDocument; readonly self: CompanyMember }> {
  const company = await collections.companies.findOne({ _id: companyId }, { maxTimeMS: 3000 })
  const self = company?.members.find((member) => member.accountId === accountId)
  if (company === null || self === undefined) throw new AppError('not_found')
  return { company, self }
}

/** Null where none was named, and where it has ended. */
export async function companyNameOf({ collections }: Needs, companyId: string | null): Promise<string | null> {
  if (companyId === null) return null
  const company = await collections.companies.findOne({ _id: companyId }, { projection: { name: 1 }, maxTimeMS: 3000 })
  return company?.name ?? null
}

/**
 * Changes who is of a company, decided on its people as they are: whoever was overtaken decides again.
 *
 * @param change nobody left: it ends. May throw an AppError
 * @returns the company as it was before
 * @throws AppError `not_found`, `busy`
 */
export async function changeMembers(
  { collections }: Needs,
  companyId: string,
  change: (company: CompanyDocument) => CompanyDocument['members'],
): Promise<CompanyDocument> {
  for (let left = tries; left > 0; left--) {
    const company = await collections.companies.findOne({ _id: companyId }, { maxTimeMS: 3000 })
    if (company === null) throw new AppError('not_found')
    const members = change(company)
    const seen = { _id: companyId, version: company.version }
    const isDone =
      members.length === 0
        ? (await collections.companies.deleteOne(seen)).deletedCount > 0
        : (await collections.companies.updateOne(seen, { $set: { members }, $inc: { version: 1 } })).matchedCount > 0
    if (isDone) return company
  }
  throw new AppError('busy', { retryAfterMs: 1000 })
}

/** Takes somebody out of every company, as an account that is erased. */
export async function leaveCompanies(deps: Needs, accountId: string): Promise<void> {
  const own = await deps.collections.companies
    .find({ 'members.accountId': accountId }, { projection: { _id: 1 }, maxTimeMS: 5000 })
    .toArray()
  for (const { _id } of own) {
    await changeMembers(deps, _id, ({ members }) => without(members, accountId)).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    })
  }
}
