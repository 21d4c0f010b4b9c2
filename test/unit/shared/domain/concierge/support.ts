import type { DeskRules } from '../../../../../shared/domain/concierge/assign.ts'
import type { Queued } from '../../../../../shared/domain/concierge/choose.ts'
import { waitClock } from '../../../../../shared/domain/concierge/clock.ts'
import { alwaysOpen, type DeskHours, type OpenSpan } from '../../../../../shared/domain/concierge/hours.ts'
import { type Concierge, defaultManner } from '../../../../../shared/domain/concierge/load.ts'
import { type Answer, defaultTargets } from '../../../../../shared/domain/concierge/targets.ts'
import type { Tier } from '../../../../../shared/domain/concierge/tiers.ts'

export const secondMs = 1000
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
/** A Thursday evening in Seoul. */
export const now = Date.parse('2026-12-24T19:00:00+09:00')

export const at = (text: string): number => Date.parse(text)

/** The same on every weekday. */
export function daily(zone: string, ...spans: readonly OpenSpan[]): DeskHours {
  return { zone, weekly: Array.from({ length: 7 }, () => spans), exceptions: [] }
}

export const rules: DeskRules = { ...defaultManner, hours: alwaysOpen }

/** Somebody who can do everything in Korean and has nothing to do. */
export function concierge(id: string, overrides: Partial<Concierge> = {}): Concierge {
  return {
    id,
    venueIds: null,
    languages: ['ko'],
    skills: [],
    capacity: 5,
    owed: 0,
    quiet: 0,
    lastGivenAt: now - hourMs,
    ...overrides,
  }
}

interface Wish extends Partial<Omit<Queued, 'id'>> {
  /** @default 0 */
  readonly waitedSeconds?: number
  readonly answer?: Answer
}

/** A Korean guest who has just written about no restaurant in particular. */
export function queued(id: string, wish: Wish = {}): Queued {
  const { waitedSeconds = 0, answer = 'first', ...overrides } = wish
  const tier: Tier = overrides.tier ?? 'standard'
  const waitingSince = now - waitedSeconds * secondMs
  const clock = waitClock({ waitingSince, tier, answer }, { targets: defaultTargets, hours: rules.hours })
  const asks = { venueId: null, language: 'ko', skills: [] }
  return { id, tier, ...clock, ...asks, own: null, last: null, takenFrom: [], ...overrides }
}
