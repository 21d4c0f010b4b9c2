import type { Share } from '../../../shared/domain/book/types.ts'
import type { TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { Context } from '../context.ts'

const visitors = 'guest:'
/** However small the room. */
const leastAtOnce = 8

/**
 * Visitors without an account may hold at most half of the tables for a time, so that whoever makes sessions without end
 * cannot keep a room empty: the other half is for people who can be told apart.
 */
export function visitorsShare({ actor }: Context, { tables }: Pick<TableSettings, 'tables'>): Share | undefined {
  if (!actor.key.startsWith(visitors)) return undefined
  const online = tables.filter(({ channel }) => channel === 'online').length
  return { keys: visitors, most: Math.max(leastAtOnce, Math.floor(online / 2)) }
}
