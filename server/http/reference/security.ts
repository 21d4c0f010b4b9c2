import type { Policy } from '../../../shared/contract/policy.ts'

/** An anonymous visitor needs neither token nor key, but may have one. */
export function security(policy: Policy): Record<string, string[]>[] {
  const visitor = policy.anonymous === undefined ? [] : [{}]
  const partner = policy.partner === undefined ? [] : [{ partnerKey: [] }]
  return [...visitor, { session: [] }, ...partner]
}
