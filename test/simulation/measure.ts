import { defaultTargets, targetMs } from '../../shared/domain/concierge/targets.ts'
import { type Tier, tiers } from '../../shared/domain/concierge/tiers.ts'
import type { Played, Wait } from './simulation.ts'

/** What was answered in its target, of all. */
export interface Share {
  readonly inTarget: number
  readonly of: number
}

/** What a policy reached over some evenings. Times in seconds. */
export interface Measured {
  readonly all: Share
  readonly first: Share
  readonly next: Share
  readonly firstByTier: Readonly<Record<Tier, Share>>
  readonly nextByTier: Readonly<Record<Tier, Share>>
  /** First answers to guests who write neither Korean nor English. */
  readonly rareFirst: Share
  /** The same, had everybody been answered the moment they wrote by somebody of ordinary pace. */
  readonly possible: Share
  /** Share of all, evening by evening. */
  readonly byEvening: readonly number[]
  readonly firstP50: number
  readonly firstP90: number
  readonly firstP99: number
  readonly longest: number
  /** Never answered. */
  readonly unanswered: number
  /** Of guests with a concierge of their own who was on duty that evening: first answers that came from them. */
  readonly byOwn: Share
  /** Jain's index of work per present hour: 1 if all work alike. Mean of the evenings. */
  readonly jain: number
  /** Most work per present hour by least. Mean of the evenings. */
  readonly mostByLeast: number
  /** Share of present time in which an answer is written. */
  readonly busy: number
  /** For each evening. */
  readonly steps: ReadonlyMap<string, number>
}

export function measure(evenings: readonly Played[]): Measured {
  const waits = evenings.flatMap((played) => played.waits)
  const firsts = waits.filter(({ answer }) => answer === 'first')
  const nexts = waits.filter(({ answer }) => answer === 'next')
  const seconds = firsts.map(waited).sort((a, b) => a - b)
  const loads = evenings.map(({ seats }) => seats.map(({ workMs, presentMs }) => workMs / presentMs))
  return {
    all: shareOf(waits),
    first: shareOf(firsts),
    next: shareOf(nexts),
    firstByTier: byTier(firsts),
    nextByTier: byTier(nexts),
    rareFirst: shareOf(firsts.filter(({ talk }) => talk.language !== 'ko' && talk.language !== 'en')),
    possible: { inTarget: waits.filter(isPossible).length, of: waits.length },
    byEvening: evenings.map((played) => ratio(shareOf(played.waits))),
    firstP50: percentile(seconds, 0.5),
    firstP90: percentile(seconds, 0.9),
    firstP99: percentile(seconds, 0.99),
    longest: Math.max(...waits.map(waited)),
    unanswered: waits.filter(({ by }) => by === null).length,
    byOwn: byOwn(evenings),
    jain: mean(loads.map(jain)),
    mostByLeast: mean(loads.map((load) => Math.max(...load) / Math.min(...load))),
    busy: mean(loads.map(mean)),
    steps: stepsOf(evenings),
  }
}

/** Jain, Chiu and Hawe, 1984: (Σx)² / (n · Σx²). */
export function jain(shares: readonly number[]): number {
  const squares = sum(shares.map((share) => share * share))
  return sum(shares) ** 2 / (shares.length * squares)
}

export function ratio({ inTarget, of }: Share): number {
  return inTarget / of
}

function shareOf(waits: readonly Wait[]): Share {
  return { inTarget: waits.filter(isInTarget).length, of: waits.length }
}

function byTier(waits: readonly Wait[]): Record<Tier, Share> {
  const of = (tier: Tier) => [tier, shareOf(waits.filter(({ talk }) => talk.tier === tier))] as const
  return Object.fromEntries(tiers.map(of)) as Record<Tier, Share>
}

/** The desk is open all evening: the clock on the wall is the one that counts. */
function isInTarget({ talk, answer, since, until, by }: Wait): boolean {
  return by !== null && until - since <= targetMs(defaultTargets, talk.tier, answer)
}

function isPossible({ talk, answer, exchange }: Wait): boolean {
  return (talk.exchanges[exchange]?.answerMs ?? 0) <= targetMs(defaultTargets, talk.tier, answer)
}

function byOwn(evenings: readonly Played[]): Share {
  const asked = evenings.flatMap(({ waits, seats }) => {
    const onDuty = new Set(seats.map(({ worker }) => worker.id))
    return waits.filter(({ talk, answer }) => answer === 'first' && talk.own !== null && onDuty.has(talk.own))
  })
  return { inTarget: asked.filter(({ by, talk }) => by === talk.own).length, of: asked.length }
}

function stepsOf(evenings: readonly Played[]): Map<string, number> {
  const steps = new Map<string, number>()
  for (const played of evenings) {
    for (const [step, count] of played.steps) steps.set(step, (steps.get(step) ?? 0) + count / evenings.length)
  }
  return steps
}

function waited({ since, until }: Wait): number {
  return (until - since) / 1000
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length
}
