import type { Claim } from '../../../shared/domain/book/types.ts'
import type { Pacing, Service, TableSettings } from '../../../shared/domain/tables/settings.ts'
import { wallInstants, wallMinutes, weekdayOf } from '../../../shared/domain/time/serviceDay.ts'

const minuteMs = 60_000

/**
 * The pacing intervals of the changed claims in which more arrive than the settings allow.
 *
 * Written apart from the rules it judges: it shares their calendar, not their arithmetic.
 */
export function overfullIntervals(
  settings: TableSettings,
  date: string,
  claims: readonly Claim[],
  changed: readonly Claim[],
): readonly string[] {
  const services = settings.exceptions.find((it) => it.date === date)?.services ?? settings.weekly[weekdayOf(date) - 1]
  return (services ?? []).flatMap((service) => overfullOf(service, openingOf(settings, date, service), claims, changed))
}

function openingOf(settings: TableSettings, date: string, service: Service): number {
  return wallInstants(settings.zone, date, wallMinutes(service.opens))[0]?.at ?? Number.NaN
}

function overfullOf(
  { pacing, opens, lastSeating, slotMinutes }: Service,
  opening: number,
  claims: readonly Claim[],
  changed: readonly Claim[],
): readonly string[] {
  if (pacing.maxCovers === null && pacing.maxParties === null && !limitsOnline(pacing)) return []
  const length = (wallMinutes(lastSeating) - wallMinutes(opens) + slotMinutes) * minuteMs
  const intervalOf = ({ start }: Claim): number => Math.floor((start - opening) / (pacing.intervalMinutes * minuteMs))
  const isIn = (claim: Claim): boolean =>
    claim.state !== 'blocked' && claim.start >= opening && claim.start < opening + length
  const touched = new Set(changed.filter(isIn).map(intervalOf))
  return [...touched].flatMap((interval) => {
    const arriving = claims.filter((claim) => isIn(claim) && intervalOf(claim) === interval)
    return excess(pacing, arriving).map((what) => `interval ${interval} from ${opens}: ${what}`)
  })
}

function limitsOnline(pacing: Pacing): boolean {
  return pacing.maxOnlineCovers !== null || pacing.maxOnlineParties !== null
}

function excess(pacing: Pacing, arriving: readonly Claim[]): readonly string[] {
  const online = arriving.filter(({ channel }) => channel === 'online')
  const counts: readonly (readonly [string, number, number | null])[] = [
    ['parties', arriving.length, pacing.maxParties],
    ['covers', coversOf(arriving), pacing.maxCovers],
    ['online parties', online.length, pacing.maxOnlineParties],
    ['online covers', coversOf(online), pacing.maxOnlineCovers],
  ]
  return counts.flatMap(([what, count, limit]) =>
    limit !== null && count > limit ? [`${count} ${what} where ${limit} may arrive`] : [],
  )
}

function coversOf(claims: readonly Claim[]): number {
  return claims.reduce((sum, { party }) => sum + party, 0)
}
