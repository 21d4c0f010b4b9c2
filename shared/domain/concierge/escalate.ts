import type { Instant } from '../book/types.ts'
import { afterOpen, type DeskHours } from './hours.ts'
import { dueAt } from './targets.ts'

/** Whether somebody is at the desk: `left` said so, `lost` is heard of no more. */
export type Presence =
  | { readonly state: 'present' }
  | { readonly state: 'left'; readonly since: Instant }
  | { readonly state: 'lost'; readonly since: Instant }

/** Who has a conversation. */
export interface Holder {
  readonly id: string
  readonly givenAt: Instant
  readonly presence: Presence
  /** When they last wrote, here or in another conversation. */
  readonly activeAt: Instant
}

/** A conversation in which a guest waits. */
export interface Awaiting {
  readonly id: string
  /** The number of the first message that has no answer: what tells one wait from the next. */
  readonly awaited: number
  readonly waitingSince: Instant
  readonly targetMs: number
  /** Null: in the queue. */
  readonly holder: Holder | null
  /** How often it was taken back in this wait. */
  readonly returns: number
}

/** Whom it is told that a guest waits: all who fit, or who runs the desk. */
export type Told = 'everybody' | 'supervisor'

/** When things happen to those who wait; shares are of the target, counted within the hours. */
export interface Patience {
  readonly hours: DeskHours
  /** Until whoever is heard of no more counts as gone. */
  readonly lostSeconds: number
  /** Until it is taken back from somebody who is there and writes nothing to anybody. */
  readonly silentShare: number
  /** How often it is taken back in one wait for silence: after that, more changes of hands only cost time. */
  readonly mostReturns: number
  readonly ladder: readonly { readonly whom: Told; readonly share: number }[]
}

/**
 * A minute is what a page that loads again takes, or a phone in a lift. Whoever is silent for three quarters of a target
 * leaves the next one time to answer; once it has run out everybody may, and at half as much again a person decides.
 */
export const defaultPatience: Omit<Patience, 'hours'> = {
  lostSeconds: 60,
  silentShare: 0.75,
  mostReturns: 2,
  ladder: [
    { whom: 'everybody', share: 1 },
    { whom: 'supervisor', share: 1.5 },
  ],
}

/** `return`: back into the queue with all that was said, to go to the next. */
export type Step =
  | { readonly do: 'return'; readonly why: 'left' | 'lost' | 'silent'; readonly from: string }
  | { readonly do: 'tell'; readonly whom: Told }

export interface PlannedStep {
  /** Names conversation, wait and step, and a return by its number: what was done under it is not done again. */
  readonly key: string
  readonly at: Instant
  readonly step: Step
}

/** All that is to happen, soonest first, if nobody answers and nothing else changes. */
export function stepsAhead(awaiting: Awaiting, patience: Patience): PlannedStep[] {
  return [...returnStep(awaiting, patience), ...tellSteps(awaiting, patience)].sort((a, b) => a.at - b.at)
}

/**
 * What is to be done by now and was not. The same for the same, whoever asks and how often, until its key is noted;
 * note it in the write that does it.
 */
export function stepsDue(
  awaiting: Awaiting,
  patience: Patience,
  { done, now }: { readonly done: ReadonlySet<string>; readonly now: Instant },
): PlannedStep[] {
  return stepsAhead(awaiting, patience).filter(({ key, at }) => at <= now && !done.has(key))
}

/**
 * When those who work at a desk are called, for what nobody has while none of them is there: once in a wait, when
 * somebody whose page loads again would be back. Null: somebody has it.
 */
export function callAt(
  { id, awaited, waitingSince, holder }: Awaiting,
  { hours, lostSeconds }: Pick<Patience, 'hours' | 'lostSeconds'>,
): Omit<PlannedStep, 'step'> | null {
  const at = holder === null ? afterOpen(hours, waitingSince, lostSeconds * 1000) : null
  return at === null ? null : { key: `${id}.${awaited}.call`, at }
}

function tellSteps({ id, awaited, waitingSince, targetMs }: Awaiting, { ladder, hours }: Patience): PlannedStep[] {
  return ladder.flatMap(({ whom, share }) => {
    const at = dueAt(waitingSince, share * targetMs, hours)
    return at === null ? [] : [{ key: `${id}.${awaited}.${whom}`, at, step: { do: 'tell', whom } }]
  })
}

function returnStep(awaiting: Awaiting, patience: Patience): PlannedStep[] {
  const { id, awaited, holder, returns } = awaiting
  const at = holder && returnAt(awaiting, holder, patience)
  if (holder === null || at === null) return []
  const { state } = holder.presence
  const why = state === 'present' ? 'silent' : state
  return [{ key: `${id}.${awaited}.return.${returns}`, at, step: { do: 'return', why, from: holder.id } }]
}

/** Nobody who is gone keeps a guest waiting, be it by night; whoever is silent has the desk's hours to answer in. */
function returnAt(
  { waitingSince, targetMs, returns }: Awaiting,
  { presence, givenAt, activeAt }: Holder,
  { hours, lostSeconds, silentShare, mostReturns }: Patience,
): Instant | null {
  if (presence.state === 'left') return Math.max(presence.since, waitingSince)
  if (presence.state === 'lost') return Math.max(presence.since + lostSeconds * 1000, waitingSince)
  if (returns >= mostReturns) return null
  return dueAt(Math.max(givenAt, waitingSince, activeAt), silentShare * targetMs, hours)
}
