import type { Fault } from './modelServer.ts'
import { Dice } from './random.ts'

/** One thing a client wants. Times are virtual milliseconds from the start. */
export interface PlannedOp {
  readonly id: number
  readonly at: number
  readonly node: number
  readonly book: number
  readonly type: 'hold' | 'confirm' | 'release' | 'cancel' | 'book' | 'block' | 'expire' | 'adopt'
  /** The hold or booking that confirm, release and cancel are about: the id of an earlier op. */
  readonly about: number | null
  readonly unit: string | null
  readonly start: number
  /** How long a hold lasts. */
  readonly holdMs: number
  /** Without a requestId and never tried again. */
  readonly system: boolean
  /** Sent to a second node at once. */
  readonly twice: boolean
}

export type Incident =
  | { readonly at: number; readonly kind: 'failover'; readonly electionMs: number; readonly shiftMs: number }
  | { readonly at: number; readonly kind: 'crash'; readonly node: number }

/** A whole schedule. Everything in it is explicit, so that it can be shrunk and kept; `seed` feeds the small chances. */
export interface LanePlan {
  readonly seed: number
  /** How far each node's clock is off at first. */
  readonly skews: readonly number[]
  readonly ops: readonly PlannedOp[]
  readonly faults: readonly Fault[]
  readonly incidents: readonly Incident[]
}

const units = ['t1', 't2']
const skews = [0, 0, 0, 5, -5, 60, -60, 5_000, -5_000, 60_000, -60_000]
const faultKinds = ['loseRequest', 'loseReply', 'delayRequest', 'echo', 'answerEcho'] as const
const firstTypes = ['hold', 'hold', 'hold', 'book', 'block', 'expire', 'adopt'] as const
const nextTypes = ['confirm', 'confirm', 'confirm', 'release', 'cancel'] as const

export function makePlan(seed: number): LanePlan {
  const dice = new Dice(seed)
  const nodes = dice.int(1, 3)
  const spanMs = dice.pick([20, 60, 200])
  const ops = Array.from({ length: dice.int(3, 12) }, (_, id) => makeOp(dice, { id, nodes, spanMs }))
  return {
    seed,
    skews: Array.from({ length: nodes }, () => dice.pick(skews)),
    ops: ops.map((op) => aboutAnEarlierOne(dice, op, ops)),
    faults: Array.from({ length: dice.int(0, 8) }, () => makeFault(dice)),
    incidents: Array.from({ length: dice.pick([0, 0, 1, 1, 2]) }, () => makeIncident(dice, nodes, spanMs)),
  }
}

function makeOp(dice: Dice, { id, nodes, spanMs }: { id: number; nodes: number; spanMs: number }): PlannedOp {
  const type = dice.pick(firstTypes)
  const system = type === 'expire' || type === 'adopt' || dice.chance(0.15)
  return {
    id,
    at: dice.int(0, spanMs),
    node: dice.int(0, nodes - 1),
    book: dice.chance(0.9) ? 0 : 1,
    type,
    about: null,
    unit: dice.chance(0.5) ? dice.pick(units) : null,
    start: dice.int(0, 2) * 30_000,
    holdMs: dice.int(10, 200),
    system,
    twice: !system && dice.chance(0.1),
  }
}

function aboutAnEarlierOne(dice: Dice, op: PlannedOp, all: readonly PlannedOp[]): PlannedOp {
  const makers = all.slice(0, op.id).filter(({ type }) => type === 'hold' || type === 'book')
  if (makers.length === 0 || dice.chance(0.4)) return op
  const maker = dice.pick(makers)
  const at = maker.at + dice.pick([dice.int(0, 30), maker.holdMs + dice.int(-5, 5)])
  return { ...op, type: dice.pick(nextTypes), about: maker.id, book: maker.book, at }
}

function makeFault(dice: Dice): Fault {
  return { on: dice.int(0, 60), kind: dice.pick(faultKinds), ms: dice.pick([dice.int(1, 10), dice.int(30, 400)]) }
}

function makeIncident(dice: Dice, nodes: number, spanMs: number): Incident {
  const at = dice.int(0, spanMs + 50)
  if (dice.chance(0.3)) return { at, kind: 'crash', node: dice.int(0, nodes - 1) }
  return { at, kind: 'failover', electionMs: dice.int(1, 120), shiftMs: dice.pick([0, 0, dice.int(-30, 30)]) }
}
