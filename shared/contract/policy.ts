/**
 * Who can ask. Staff roles and partners are granted per venue, the platform's everywhere; `link` is whoever holds the
 * signed link of one reservation.
 */
export const roles = [
  'anonymous',
  'guest',
  'link',
  'diner',
  'host',
  'manager',
  'concierge',
  'partner',
  'support',
  'admin',
] as const

export type Role = (typeof roles)[number]

/**
 * How far a role reaches. `own`: what belongs to the actor. `venue`: the venues the role was granted for. `any`: all.
 * A role that is not named may not.
 */
export type Scope = 'own' | 'venue' | 'any'

export type Policy = Readonly<Partial<Record<Role, Scope>>>

/** Whoever has a session, of whatever kind. */
export const withSession = {
  guest: 'any',
  link: 'any',
  diner: 'any',
  host: 'any',
  manager: 'any',
  concierge: 'any',
  partner: 'any',
  support: 'any',
  admin: 'any',
} as const satisfies Policy

/** Who may do it, whoever they are. */
export const everyone = { anonymous: 'any', ...withSession } as const satisfies Policy

/** Everybody with an account: staff are diners too. */
export const accountHolders = { diner: 'own' } as const satisfies Policy

/** Whoever books for themselves. */
export const bookers = { guest: 'own', ...accountHolders } as const satisfies Policy

/** Roles that give power over others: they need a second factor. */
export const staffRoles: ReadonlySet<Role> = new Set<Role>(['host', 'manager', 'concierge', 'support', 'admin'])

/** A role somebody has, and where; `venueId` is null for roles that are not bound to a venue. */
export interface Grant {
  readonly role: Role
  readonly venueId: string | null
  /** The desk of the house that they have it by, and only as long as it serves that restaurant. */
  readonly byDesk?: string
}

/** What a partner's key may do: read what is public, or book as well. */
export const partnerScopes = ['read', 'book'] as const

export type PartnerScope = (typeof partnerScopes)[number]

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
