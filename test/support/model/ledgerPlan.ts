import type { Incident } from './lanePlan.ts'
import type { Fault } from './modelServer.ts'
import { Dice } from './random.ts'

export type GuestOpType = 'hold' | 'book' | 'confirm' | 'modify' | 'release' | 'cancel' | 'change' | 'assign'

/** One thing a guest, or staff for them, wants. Times are virtual milliseconds from the start. */
export interface GuestOp {
  readonly id: number
  readonly at: number
  readonly node: number
  readonly guest: number
  readonly type: GuestOpType
  /** The hold or booking it is about, however it was moved since: the id of an earlier op. */
  readonly about: number | null
  /** Of a change of date: the hold in the new book that it takes over. */
  readonly takeOver: number | null
  readonly book: number
  /** Half hours after the opening. */
  readonly slot: number
  readonly holdMs: number
  /** Told at confirming; two guests may share it. */
  readonly phone: number
  /** Sent to a second node at once. */
  readonly twice: boolean
}

/** A whole schedule. Everything in it is explicit, so that it can be shrunk and kept; `seed` feeds the small chances. */
export interface GuestPlan {
  readonly seed: number
  readonly skews: readonly number[]
  readonly ops: readonly GuestOp[]
  readonly faults: readonly Fault[]
  readonly incidents: readonly Incident[]
}

export interface PlanShape {
  readonly first: readonly GuestOpType[]
  readonly next: readonly GuestOpType[]
  readonly ops: readonly [from: number, to: number]
  /** Messages among which faults fall. */
  readonly messages: number
}

/** Many holds and few guests: limits are met all the time. */
export const limitsShape: PlanShape = {
  first: ['hold', 'hold', 'hold', 'hold', 'book'],
  next: ['confirm', 'confirm', 'modify', 'assign', 'release', 'cancel'],
  ops: [4, 12],
  messages: 120,
}

/** Bookings that change their date while others cancel, hold and confirm. */
export const changesShape: PlanShape = {
  first: ['hold', 'book', 'book'],
  next: ['change', 'change', 'change', 'confirm', 'cancel'],
  ops: [3, 9],
  messages: 150,
}

const skews = [0, 0, 0, 5, -5, 60, -60, 60_000, -60_000]
const faultKinds = ['loseRequest', 'loseReply', 'delayRequest', 'echo', 'answerEcho'] as const

export function makeGuestPlan(seed: number, shape: PlanShape): GuestPlan {
  const dice = new Dice(seed)
  const nodes = dice.int(1, 3)
  const spanMs = dice.pick([20, 80, 300])
  const firsts = Array.from({ length: dice.int(...shape.ops) }, (_, id) => firstOp(dice, { id, nodes, spanMs, shape }))
  return {
    seed,
    skews: Array.from({ length: nodes }, () => dice.pick(skews)),
    ops: firsts.reduce<GuestOp[]>((ops, op) => [...ops, aboutAnEarlierOne(dice, op, ops, shape)], []),
    faults: Array.from({ length: dice.int(0, 8) }, () => makeFault(dice, shape.messages)),
    incidents: Array.from({ length: dice.pick([0, 0, 1, 1, 2]) }, () => makeIncident(dice, nodes, spanMs)),
  }
}

interface Frame {
  readonly id: number
  readonly nodes: number
  readonly spanMs: number
  readonly shape: PlanShape
}

function firstOp(dice: Dice, { id, nodes, spanMs, shape }: Frame): GuestOp {
  return {
    id,
    at: dice.int(0, spanMs),
    node: dice.int(0, nodes - 1),
    guest: dice.pick([0, 0, 0, 1]),
    type: dice.pick(shape.first),
    about: null,
    takeOver: null,
    book: dice.int(0, 3),
    slot: dice.int(0, 24),
    holdMs: dice.pick([dice.int(20, 200), dice.int(200, 1_500)]),
    phone: dice.int(0, 1),
    twice: dice.chance(0.15),
  }
}

function aboutAnEarlierOne(dice: Dice, op: GuestOp, makers: readonly GuestOp[], shape: PlanShape): GuestOp {
  if (makers.length === 0 || dice.chance(0.4)) return op
  const maker = dice.pick(makers)
  const at = maker.at + dice.pick([dice.int(0, 60), dice.int(0, 60), maker.holdMs + dice.int(-5, 5), dice.int(60, 700)])
  const takeOver = dice.chance(0.3) ? dice.pick(makers).id : null
  return { ...op, type: dice.pick(shape.next), about: maker.id, guest: maker.guest, at, takeOver }
}

function makeFault(dice: Dice, messages: number): Fault {
  return { on: dice.int(0, messages), kind: dice.pick(faultKinds), ms: dice.pick([dice.int(1, 10), dice.int(30, 900)]) }
}

function makeIncident(dice: Dice, nodes: number, spanMs: number): Incident {
  const at = dice.int(0, spanMs + 150)
  if (dice.chance(0.5)) return { at, kind: 'crash', node: dice.int(0, nodes - 1) }
  return { at, kind: 'failover', electionMs: dice.int(1, 120), shiftMs: dice.pick([0, 0, dice.int(-30, 30)]) }
}
