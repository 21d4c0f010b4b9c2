import { type ErrorCode, errors } from '../../../shared/contract/errors.ts'
import { commonErrors, type Operation, writeErrors } from '../../../shared/contract/operation.ts'
import { type Policy, type Role, roles } from '../../../shared/contract/policy.ts'

/** Every code an operation can answer with, in the order of the error table. */
export function answerable(operation: Pick<Operation, 'errors' | 'write'>): readonly ErrorCode[] {
  const own = new Set<ErrorCode>([...commonErrors, ...(operation.write ? writeErrors : []), ...operation.errors])
  return (Object.keys(errors) as ErrorCode[]).filter((code) => own.has(code))
}

const reaches = { any: '', own: ' (own)', venue: ' (of the restaurant)' } as const

/** A policy in words: `guest (own), host (of the restaurant)`. */
export function whoMay(policy: Policy): string {
  const may = (all: readonly Role[]) => all.every((role) => policy[role] === 'any')
  if (may(roles)) return 'everyone'
  if (may(roles.filter((role) => role !== 'anonymous'))) return 'everyone with a session'
  return Object.entries(policy)
    .map(([role, scope]) => `${role}${reaches[scope]}`)
    .join(', ')
}
