import type { FeedParams } from '../../../shared/contract/feeds.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import { presentMs } from '../talk/presence.ts'
import { readTeam, type Teammate } from '../talk/team.ts'
import type { FeedSource } from './feedSource.ts'

/** Who is at a desk, and what each has to do. */
export function createTeamSource(deps: Pick<Deps, 'collections' | 'presence' | 'clock'>): FeedSource {
  return {
    name: 'team',

    resolve(params) {
      const { deskId } = params as FeedParams<'team'>
      return Promise.resolve({ subject: deskId, resource: { owner: null, venueId: deskId } })
    },

    async read(deskId) {
      const team = await readTeam(deps, deskId)
      const content = contentOf(team)
      const basis = basisOf(content)
      const ends = team.map(({ heard }) => heard.at + presentMs)
      return { version: basis, content, basis, nextBoundary: ends.length === 0 ? null : Math.min(...ends) }
    },

    async bases(deskIds) {
      const basisByDesk = async (deskId: string) => [deskId, basisOf(contentOf(await readTeam(deps, deskId)))] as const
      return new Map(await Promise.all(deskIds.map(basisByDesk)))
    },

    reaches: () => true,

    forget: () => undefined,
  }
}

/** Without when they were last heard of: that somebody is still there is no change. */
function contentOf(team: readonly Teammate[]) {
  const entries = team.map(({ accountId, heard, concierge }) => {
    const { owed, quiet, capacity, languages } = concierge
    const since = new Date(heard.since).toISOString()
    return [accountId, { state: heard.state, since, owed, quiet, capacity, languages }] as const
  })
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function basisOf(content: object): string {
  return sha256(JSON.stringify(content)).slice(0, 24)
}
