import type { Tier } from '../../shared/domain/concierge/tiers.ts'
import { Dice } from '../support/model/random.ts'

/** What a guest will say and what it takes to answer, drawn before anybody is assigned: the same for every contestant. */
export interface Exchange {
  /** Work on the answer, for somebody of ordinary pace who knows the thread. */
  readonly answerMs: number
  /** From the answer to what the guest says next; for the last one, until it is resolved. */
  readonly replyMs: number
  /** The conversation is resolved before the guest writes again. */
  readonly resolves: boolean
}

export interface Talk {
  readonly id: string
  readonly at: number
  readonly tier: Tier
  readonly language: string
  readonly venueId: string
  readonly skills: readonly string[]
  /** The guest's own concierge; null: none. */
  readonly own: string | null
  readonly exchanges: readonly Exchange[]
}

/** From `from` until `to`: at the desk; without a word, if `silently`, otherwise said. */
export interface Absence {
  readonly from: number
  readonly to: number
  readonly silently: boolean
}

export interface Worker {
  readonly id: string
  readonly languages: readonly string[]
  readonly venueIds: readonly string[] | null
  readonly skills: readonly string[]
  readonly capacity: number
  /** What an answer takes them, 1 for the ordinary. */
  readonly pace: number
  readonly comes: number
  readonly goes: number
  readonly absences: readonly Absence[]
}

export interface Evening {
  readonly talks: readonly Talk[]
  readonly workers: readonly Worker[]
  readonly starts: number
  readonly ends: number
}

export const secondMs = 1000
export const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const hourMs = 60 * minuteMs

export const zone = 'Asia/Seoul'
const evening = Date.parse('2026-12-24T17:00:00+09:00')

/** New conversations in each quarter of an hour from 17:00 to 23:00. */
const rates = [8, 10, 12, 16, 20, 24, 28, 30, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 6, 4, 4]

const tierMix: readonly (readonly [Tier, number])[] = [
  ['standard', 0.6],
  ['regular', 0.27],
  ['vip', 0.1],
  ['vvip', 0.03],
]
const languageMix = [
  ['ko', 0.62],
  ['en', 0.2],
  ['ja', 0.11],
  ['zh', 0.07],
] as const
const venueMix = [
  ['v1', 0.3],
  ['v2', 0.2],
  ['v3', 0.18],
  ['v4', 0.14],
  ['v5', 0.1],
  ['v6', 0.08],
] as const

type Person = Pick<Worker, 'languages' | 'venueIds' | 'skills' | 'capacity'>
const east = ['v1', 'v2', 'v3', 'v4']
const west = ['v1', 'v4', 'v5', 'v6']

/** In the order in which a desk would call them in: whoever has few has the first of them. */
const roster: readonly Person[] = [
  { languages: ['ko', 'en'], venueIds: null, skills: ['events'], capacity: 5 },
  { languages: ['ko', 'ja'], venueIds: null, skills: [], capacity: 5 },
  { languages: ['ko', 'zh', 'en'], venueIds: null, skills: [], capacity: 5 },
  { languages: ['ko'], venueIds: null, skills: ['events'], capacity: 6 },
  { languages: ['ko', 'en'], venueIds: east, skills: [], capacity: 5 },
  { languages: ['ko'], venueIds: west, skills: [], capacity: 5 },
  { languages: ['ko', 'en', 'ja'], venueIds: null, skills: [], capacity: 4 },
  { languages: ['ko'], venueIds: east, skills: [], capacity: 6 },
  { languages: ['ko', 'en'], venueIds: west, skills: ['events'], capacity: 5 },
  { languages: ['ko', 'zh'], venueIds: null, skills: [], capacity: 4 },
  { languages: ['ko', 'en'], venueIds: null, skills: [], capacity: 5 },
  { languages: ['ko', 'ja'], venueIds: west, skills: [], capacity: 5 },
]

/** Concierges on duty that evening. */
export const staffing = { enough: 12, tight: 9, 'too few': 6 } as const
export type Staffing = keyof typeof staffing
export const staffings = Object.keys(staffing) as Staffing[]

export function drawEvening(seed: number, level: Staffing): Evening {
  const dice = new Dice(seed)
  const talks = rates.flatMap((rate, quarter) => arrivals(dice, rate).map((ms) => evening + quarter * quarterMs + ms))
  return {
    talks: talks.map((at, n) =>
      drawTalk(new Dice(seed * 7919 + n * 104_729 + 1), `c${String(n).padStart(4, '0')}`, at),
    ),
    workers: roster
      .slice(0, staffing[level])
      .map((person, n) => drawWorker(new Dice(seed * 6007 + n * 15_485_863 + 2), person, n)),
    starts: evening,
    ends: evening + 8 * hourMs,
  }
}

/** Poisson: so many in a quarter of an hour, in ms from its beginning. */
function arrivals(dice: Dice, rate: number): number[] {
  const found: number[] = []
  for (let at = exponential(dice, quarterMs / rate); at < quarterMs; at += exponential(dice, quarterMs / rate)) {
    found.push(at)
  }
  return found
}

function drawTalk(dice: Dice, id: string, at: number): Talk {
  const tier = weighted(dice, tierMix)
  const ownShare = tier === 'standard' ? 0 : tier === 'regular' ? 0.2 : 0.7
  const own = dice.chance(ownShare) ? `w${dice.int(1, roster.length)}` : null
  const again = dice.chance(0.12)
  const exchanges = [...drawExchanges(dice), ...(again ? drawExchanges(dice) : [])]
  const language = weighted(dice, languageMix)
  const venueId = weighted(dice, venueMix)
  return {
    id,
    at,
    tier,
    language,
    venueId,
    skills: dice.chance(0.08) && (language === 'ko' || language === 'en') ? ['events'] : [],
    own,
    exchanges,
  }
}

function drawExchanges(dice: Dice): Exchange[] {
  const found: Exchange[] = []
  do {
    const resolves = !dice.chance(0.66)
    const answerMs = logNormal(dice, 42, 0.7)
    const replyMs = resolves ? 30 * minuteMs + exponential(dice, 20 * minuteMs) : logNormal(dice, 55, 0.9)
    found.push({ answerMs, replyMs, resolves })
    if (resolves) return found
  } while (true)
}

function drawWorker(dice: Dice, person: Person, n: number): Worker {
  const comes = evening + (n % 3 === 2 ? 60 * minuteMs : 0)
  const goes = evening + (n % 4 === 3 ? 6 : 7.5) * hourMs
  const absences: Absence[] = []
  const pause = evening + 90 * minuteMs + dice.int(0, 180) * minuteMs
  absences.push({ from: pause, to: pause + 20 * minuteMs, silently: false })
  for (let at = comes + exponential(dice, 6 * hourMs); at < goes; at += exponential(dice, 6 * hourMs)) {
    absences.push({ from: at, to: at + logNormal(dice, 8 * 60, 0.6), silently: true })
  }
  const pace = Math.min(1.5, Math.max(0.7, Math.exp(normal(dice) * 0.18)))
  return { ...person, id: `w${n + 1}`, pace, comes, goes, absences: apart(absences) }
}

/** Nobody goes who is away: of two absences that meet the later is left out. */
function apart(absences: readonly Absence[]): Absence[] {
  const kept: Absence[] = []
  for (const absence of [...absences].sort((a, b) => a.from - b.from)) {
    if (absence.from > (kept.at(-1)?.to ?? 0) + minuteMs) kept.push(absence)
  }
  return kept
}

function exponential(dice: Dice, mean: number): number {
  return -mean * Math.log(1 - dice.random())
}

/** Box and Muller. */
function normal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice.random())) * Math.cos(2 * Math.PI * dice.random())
}

/** In ms, by the median in seconds. */
function logNormal(dice: Dice, median: number, sigma: number): number {
  return median * secondMs * Math.exp(sigma * normal(dice))
}

function weighted<T>(dice: Dice, mix: readonly (readonly [T, number])[]): T {
  let left = dice.random()
  for (const [value, share] of mix) if ((left -= share) < 0) return value
  return (mix[0] as readonly [T, number])[0]
}
