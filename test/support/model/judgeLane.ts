import { isDeepStrictEqual } from 'node:util'
import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { applyAll } from '../../../shared/domain/book/apply.ts'
import { occupies } from '../../../shared/domain/book/lifecycle.ts'
import type { Book, Claim } from '../../../shared/domain/book/types.ts'
import { actorOf, isOk, type LaneHistory, type OpHistory } from './laneSimulation.ts'
import { wasRefusedRightly } from './refusalTruth.ts'

export interface Violation {
  readonly rule: string
  readonly witness: string
}

/** One committed version of a book: what it was made of, and when by the store's clock. */
export interface Step {
  readonly before: Book
  readonly after: Book
  readonly events: readonly EventRecord[]
  readonly at: number
  /** True time from which it could be seen. */
  readonly appliedAt: number
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

function judgeOp(history: OpHistory, steps: readonly Step[]): readonly Violation[] {
  const { op, tries } = history
  const actor = actorOf(op)
  const effects = steps.filter(({ events }) => events.some((event) => event.actor === actor))
  const found: Violation[] = []
  const complain = (rule: string, more = '') => found.push({ rule, witness: `${actor} ${more}`.trim() })
  const ok = tries.map(({ end }) => end).filter(isOk)
  const refused = tries.filter(({ end }) => typeof end === 'object' && end !== null && !end.ok)

  if (effects.length > 1) complain('one effect at most', `in versions ${effects.map(({ after }) => after.version)}`)
  if (tries.some(({ end }) => end === null)) complain('everybody is answered')
  for (const answer of ok) {
    const isIdle = op.type === 'expire' || op.type === 'adopt'
    const isThere = effects.some(({ after }) => after.version === answer.version)
    if (!isThere && !isIdle) complain('an effect that was acknowledged is there', `version ${answer.version}`)
  }
  // A duplicate sent at the same time is another question: one may be refused, the other not.
  if (refused.length > 0 && ok.length === 0 && effects.length > 0 && !(op.twice && refused.length < tries.length)) {
    complain('what was refused has no effect', `version ${effects[0]?.after.version}`)
  }
  for (const one of refused)
    if (!wasRefusedRightly(one, history, steps))
      complain('a refusal was true when it was given', JSON.stringify(one.end))
  return found
}
