export const companyRoles = ['admin', 'member'] as const
export type CompanyRole = (typeof companyRoles)[number]

/** Somebody of a company; the oldest come first. */
export interface CompanyMember {
  readonly accountId: string
  readonly role: CompanyRole
}

/** Without somebody. Where nobody is left who runs it, the oldest does; nobody at all: the company has ended. */
export function without<M extends CompanyMember>(members: readonly M[], accountId: string): readonly M[] {
  const left = members.filter((member) => member.accountId !== accountId)
  if (left.some(({ role }) => role === 'admin')) return left
  return left.map((member, n) => (n === 0 ? { ...member, role: 'admin' } : member))
}

/** With another role for somebody; null: nobody would be left who runs it. */
export function withRole<M extends CompanyMember>(
  members: readonly M[],
  accountId: string,
  role: CompanyRole,
): readonly M[] | null {
  const changed = members.map((member) => (member.accountId === accountId ? { ...member, role } : member))
  return changed.some((member) => member.role === 'admin') ? changed : null
}
