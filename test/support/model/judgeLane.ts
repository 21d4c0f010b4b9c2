import { isDeepStrictEqual } from 'node:util'
import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { applyAll } from '../../../shared/domain/book/apply.ts'
import { occupies } from '../../../shared/domain/book/lifecycle.ts'
import type { Book, Claim } from '../../../shared/domain/book/types.ts'
import { actorOf, isOk, type LaneHistory, type OpHistory, type Try } from './laneSimulation.ts'
import type { Step } from './laneStep.ts'
import { wasRefusedRightly } from './refusalTruth.ts'

export interface Violation {
  readonly rule: string
  readonly witness: string
}

/** What must hold after any schedule. Empty: it held. */
export function judgeLane(history: LaneHistory): readonly Violation[] {
  const steps = stepsOf(history)
  return [...steps.flatMap(judgeStep), ...history.ops.flatMap((op) => judgeOp(op, steps))]
}

function stepsOf({ committed }: LaneHistory): readonly Step[] {
  return committed.flatMap(({ state, at, appliedAt }, index) => {
    const earlier = committed[index - 1]?.state.books ?? {}
    return Object.entries(state.books).flatMap(([bookId, { book: after, pending }]) => {
      const before = earlier[bookId]?.book
      if (before === undefined || before.version === after.version) return []
      return [{ before, after, events: pending.filter(({ version }) => version === after.version), at, appliedAt }]
    })
  })
}

function judgeStep(step: Step): readonly Violation[] {
  return [...judgeChain(step), ...judgeOverlap(step.after), ...step.events.flatMap((event) => judgeExpiry(step, event))]
}

function judgeChain({ before, after, events }: Step): readonly Violation[] {
  const folded = applyAll(
    before,
    events.map(({ event }) => event),
  )
  const expected = { ...folded, version: before.version + 1 }
  return isDeepStrictEqual(expected, after)
    ? []
    : [{ rule: 'version chain', witness: `${before.version} -> ${after.version}` }]
}

function judgeOverlap(book: Book): readonly Violation[] {
  const standing = Object.values(book.claims).filter(({ state }) => occupies(state))
  return standing.flatMap((a, index) =>
    standing
      .slice(index + 1)
      .filter((b) => overlap(a, b))
      .map((b) => ({ rule: 'no overlap', witness: `version ${book.version}: ${a.id} and ${b.id}` })),
  )
}

function overlap(a: Claim, b: Claim): boolean {
  return a.start < b.end && b.start < a.end && a.unitIds.some((unit) => b.unitIds.includes(unit))
}

function judgeExpiry({ before, at }: Step, { event, version }: EventRecord): readonly Violation[] {
  if (event.type !== 'claim.changed' && event.type !== 'claim.ended') return []
  const expiresAt = before.claims[event.claim.id]?.expiresAt ?? null
  if (expiresAt === null) return []
  const witness = `version ${version}: ends ${expiresAt}, committed ${at}`
  const isConfirmed = event.type === 'claim.changed' && event.claim.state === 'confirmed'
  if (isConfirmed && at >= expiresAt) return [{ rule: 'an expired hold is never confirmed', witness }]
  const isExpired = event.type === 'claim.ended' && event.end === 'expired'
  return isExpired && at < expiresAt ? [{ rule: 'a hold never ends early', witness }] : []
}

interface OpSeen extends OpHistory {
  readonly steps: readonly Step[]
  /** The versions that carry an event of its actor. */
  readonly effects: readonly Step[]
}

function judgeOp(history: OpHistory, steps: readonly Step[]): readonly Violation[] {
  const actor = actorOf(history.op)
  const effects = steps.filter(({ events }) => events.some((event) => event.actor === actor))
  const seen = { ...history, steps, effects }
  return Object.entries(opRules).flatMap(([rule, broken]) =>
    broken(seen) ? [{ rule, witness: `${actor}: ${JSON.stringify(history.tries.map(({ end }) => end))}` }] : [],
  )
}

/** What may not be said of any op. */
const opRules: Readonly<Record<string, (seen: OpSeen) => boolean>> = {
  'one effect at most': ({ effects }) => effects.length > 1,
  'everybody is answered': ({ tries }) => tries.some(({ end }) => end === null),
  'an effect that was acknowledged is there': ({ op, tries, effects }) => {
    // These may have nothing to do, and are accepted all the same.
    if (op.type === 'expire' || op.type === 'adopt') return false
    const versions = effects.map(({ after }) => after.version)
    return tries.some(({ end }) => isOk(end) && !versions.includes(end.version))
  },
  'what was refused has no effect': ({ op, tries, effects }) => {
    const refused = tries.filter(wasRefused)
    // Of two sent at the same time one may be refused and the other not.
    const isSettled = op.twice ? refused.length === tries.length : refused.length > 0
    return isSettled && effects.length > 0 && !tries.some(({ end }) => isOk(end))
  },
  'a refusal was true when it was given': (seen) =>
    seen.tries.filter(wasRefused).some((one) => !wasRefusedRightly(one, seen, seen.steps)),
}

function wasRefused({ end }: Try): boolean {
  return typeof end === 'object' && end !== null && !end.ok
}
