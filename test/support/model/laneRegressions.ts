import type { LanePlan, PlannedOp } from './lanePlan.ts'

/** Schedules that once broke a rule, by what they broke it with. They stay. */
export const laneRegressions: Readonly<Record<string, LanePlan>> = {
  'a plain read from before there was the book says nothing about the version': {
    seed: 32,
    skews: [0, 5_000],
    ops: [
      op({ id: 1, at: 42, node: 1, type: 'hold', holdMs: 135, system: true }),
      op({ id: 3, at: 72, node: 1, type: 'confirm', about: 1, system: true }),
    ],
    faults: [
      { on: 12, kind: 'answerEcho', ms: 5 },
      { on: 7, kind: 'loseReply', ms: 6 },
    ],
    incidents: [],
  },
  'a write that came too early lands after its command was decided anew and refused': {
    seed: 1,
    skews: [0, 400],
    ops: [op({ id: 0, type: 'hold', holdMs: 300 }), op({ id: 1, at: 30, node: 1, type: 'book' })],
    faults: [{ on: 8, kind: 'delayRequest', ms: 300 }],
    incidents: [],
  },
  'a write of a node that died lands after another node has refused the same command': {
    seed: 1,
    skews: [0, 0],
    ops: [
      op({ id: 0, type: 'book' }),
      op({ id: 1, at: 50, type: 'cancel', about: 0, system: true }),
      op({ id: 2, at: 50, type: 'book' }),
    ],
    faults: [{ on: 7, kind: 'delayRequest', ms: 100 }],
    incidents: [{ at: 55, kind: 'crash', node: 0 }],
  },
}

function op(planned: Pick<PlannedOp, 'id' | 'type'> & Partial<PlannedOp>): PlannedOp {
  const plain = { at: 0, node: 0, book: 0, about: null, unit: 't1', start: 0, holdMs: 300, system: false, twice: false }
  return { ...plain, ...planned }
}
