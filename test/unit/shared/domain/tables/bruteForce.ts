import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import type { TableSettings, TableTerms } from '../../../../../shared/domain/tables/settings.ts'
import { hourMs, minuteMs } from './support.ts'

/** Written apart from the rules, in the plainest way, to judge them. */
interface Way {
  readonly id: string
  readonly units: readonly string[]
  readonly seats: number
}

interface Promise_ {
  readonly party: number
  readonly channel: Claim['channel']
  readonly area: string | null
  readonly oversizeCap: number | null
}

const doors = {
  online: ['online'],
  in_house: ['online', 'in_house'],
  concierge: ['online', 'concierge'],
  walk_in: ['online', 'in_house', 'walk_in'],
}

/** Every table and combination that would keep the promise. */
export function waysOf(venue: TableSettings, { party, channel, area, oversizeCap }: Promise_): Way[] {
  const singles = venue.tables.map((it) => ({ ...it, tableIds: [it.id] }))
  const ways: Way[] = []
  for (const { id, tableIds, minParty, maxParty } of [...singles, ...venue.combinations]) {
    const members = venue.tables.filter((it) => tableIds.includes(it.id))
    const fits = minParty <= party && party <= maxParty && maxParty - party <= (oversizeCap ?? Infinity)
    const open = members.every((it) => doors[channel].includes(it.channel) && (area === null || it.area === area))
    if (fits && open) ways.push({ id, units: [...tableIds].sort(), seats: maxParty })
  }
  return ways
}

function promiseOf(claim: Claim): Promise_ {
  return { ...(claim.terms as TableTerms), party: claim.party }
}

/** Does it sit where its own terms allow? */
export function keepsPromise(venue: TableSettings, claim: Claim): boolean {
  return waysOf(venue, promiseOf(claim)).some(({ units }) => units.join() === [...claim.unitIds].sort().join())
}

export function overlapsAnywhere(claims: readonly Claim[]): boolean {
  return claims.some((a, i) =>
    claims
      .slice(i + 1)
      .some((b) => a.start < b.end && b.start < a.end && a.unitIds.some((unit) => b.unitIds.includes(unit))),
  )
}

function mayMove(claim: Claim, now: number): boolean {
  const movable = ['held', 'requested', 'awaiting_payment', 'confirmed'].includes(claim.state)
  return movable && !claim.pinned && claim.bundle === null && now < claim.start - hourMs
}

/** Tries every arrangement of everybody who may move, and the party. */
export function bruteForce(venue: TableSettings, claims: readonly Claim[], wanted: Want, now: number): boolean {
  const minutes = venue.turnTimes.find(({ upTo }) => wanted.party <= upTo)?.minutes ?? 0
  const party = { ...wanted, area: wanted.area ?? null, oversizeCap: venue.oversizeCap }
  type Item = { start: number; end: number; ways: readonly (readonly string[])[] }
  const items: Item[] = [
    {
      start: wanted.start,
      end: wanted.start + minutes * minuteMs,
      ways: waysOf(venue, party).map(({ units }) => units),
    },
    ...claims.map((it) => ({
      start: it.start,
      end: it.end,
      ways: mayMove(it, now) ? [it.unitIds, ...waysOf(venue, promiseOf(it)).map(({ units }) => units)] : [it.unitIds],
    })),
  ]
  items.sort((a, b) => a.ways.length - b.ways.length)
  const sat: { start: number; end: number; units: readonly string[] }[] = []
  const seat = (index: number): boolean => {
    const item = items[index]
    if (item === undefined) return true
    for (const units of item.ways) {
      if (
        sat.some((it) => it.start < item.end && item.start < it.end && it.units.some((unit) => units.includes(unit)))
      ) {
        continue
      }
      sat.push({ start: item.start, end: item.end, units })
      if (seat(index + 1)) return true
      sat.pop()
    }
    return false
  }
  return seat(0)
}
