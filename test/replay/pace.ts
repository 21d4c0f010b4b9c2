/**
 * How many guests may be under way: as many as the hub serves well within the time their holds have. A machine that is
 * busy with something else then plays more slowly, and not with other results.
 */
export interface Pace {
  /** May the client of this number begin with another row? */
  allows(client: number): boolean
  /** From asking for a hold to the answer to its confirmation. */
  took(ms: number): void
}

const most = 32

/** @param comfortableMs above this there are too many under way */
export function createPace(comfortableMs: number): Pace {
  let allowed = 2
  return {
    allows: (client) => client < allowed,
    took(ms) {
      allowed = ms > comfortableMs ? Math.max(1, allowed * 0.9) : Math.min(most, allowed + 0.1)
    },
  }
}

export const mostClients = most
