import type { GuestDetails } from '../../../shared/contract/schemas.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { findAccount, openField } from '../identity/accounts.ts'
import { companyOf } from './companies.ts'

/**
 * A guest's words with the name of whoever comes, where that is somebody of their company.
 *
 * @throws AppError `invalid_input` for a company that is not theirs, or a host who is not of it
 */
export async function withHost({ deps, actor }: Context, guest: GuestDetails): Promise<GuestDetails> {
  const { companyId, hostAccountId, ...words } = guest
  if (hostAccountId !== undefined && words.host !== undefined) throw wrong('hostAccountId', 'One host, named once')
  if (companyId === undefined) {
    if (hostAccountId !== undefined) throw wrong('companyId', 'Needed where the host is a colleague')
    return words
  }
  const accountId = actor.key.replace(/^account:/, '')
  const found = await companyOf(deps, companyId, accountId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') throw wrong('companyId', 'Not a company of theirs')
    throw error
  })
  if (hostAccountId === undefined) return { ...words, companyId }
  const isColleague = found.company.members.some((member) => member.accountId === hostAccountId)
  const host = isColleague ? await findAccount(deps, hostAccountId) : null
  if (host === null) throw wrong('hostAccountId', 'Nobody of the company')
  return { ...words, companyId, host: { name: openField(deps, 'name', host._id, host.name) } }
}

function wrong(field: 'companyId' | 'hostAccountId', message: string): AppError {
  return new AppError('invalid_input', { issues: [{ path: `guest.${field}`, message }] })
}
