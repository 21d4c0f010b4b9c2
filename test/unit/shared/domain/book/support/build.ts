import type { Book, Claim, Party, Want } from '../../../../../../shared/domain/book/types.ts'

export const staff: Party = { key: 'venue:v1', staff: true }
export const guest: Party = { key: 'guest:ann', staff: false }
export const stranger: Party = { key: 'guest:bob', staff: false }

/** A confirmed table of Ann's on unit `a`, from 100 to 200. */
export function buildClaim(overrides: Partial<Claim> = {}): Claim {
  const id = overrides.id ?? 'c1'
  return {
    id,
    reservationId: `r-${id}`,
    unitIds: ['a'],
    start: 100,
    end: 200,
    party: 2,
    state: 'confirmed',
    expiresAt: null,
    holder: guest.key,
    channel: 'online',
    terms: { kind: 'toy' },
    pinned: false,
    override: false,
    flagged: false,
    bundle: null,
    generation: 0,
    ...overrides,
  }
}

/** Version 7 of a book under settings 3. */
export function buildBook(...claims: readonly Claim[]): Book {
  return {
    venueId: 'v1',
    date: '2030-05-04',
    version: 7,
    settingsVersion: 3,
    claims: Object.fromEntries(claims.map((claim) => [claim.id, claim])),
  }
}

export function buildWant(overrides: Partial<Want> = {}): Want {
  return { start: 100, party: 2, channel: 'online', ...overrides }
}

/** The book, so frozen that a write to any part of it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
