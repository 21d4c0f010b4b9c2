/** Who can ask. Staff roles are granted per venue, the platform's everywhere. */
export const roles = ['anonymous', 'guest', 'diner', 'host', 'manager', 'concierge', 'support', 'admin'] as const

export type Role = (typeof roles)[number]

/**
 * How far a role reaches. `own`: what belongs to the actor. `venue`: the venues the role was granted for. `any`: all.
 * A role that is not named may not.
 */
export type Scope = 'own' | 'venue' | 'any'

export type Policy = Readonly<Partial<Record<Role, Scope>>>

/** A role somebody has, and where; `venueId` is null for roles that are not bound to a venue. */
export interface Grant {
  readonly role: Role
  readonly venueId: string | null
}

/** What is asked for: whose it is and where. Null where that has no meaning (yet). */
export interface Resource {
  readonly owner: string | null
  readonly venueId: string | null
}

/** May any of these roles touch this resource? Default: no. */
export function allows(
  policy: Policy,
  actor: { readonly key: string; readonly grants: readonly Grant[] },
  resource: Resource,
): boolean {
  return actor.grants.some((grant) => {
    const scope = policy[grant.role]
    if (scope === 'any') return true
    if (scope === 'venue') return resource.venueId !== null && grant.venueId === resource.venueId
    return scope === 'own' && resource.owner === actor.key
  })
}

/** May any of these roles do this somewhere? What an edge knows before the resource is read. */
export function mayTry(policy: Policy, grants: readonly Grant[]): boolean {
  return grants.some((grant) => policy[grant.role] !== undefined)
}
