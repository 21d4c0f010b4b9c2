import { createPrimaryClock } from '../../../server/core/infra/primaryClock.ts'
import { bookIdOf } from '../../../server/core/lane/bookId.ts'
import { LaneError } from '../../../server/core/lane/laneError.ts'
import { createLanes, type Lanes } from '../../../server/core/lane/lanes.ts'
import type { BookStore, LaneAnswer, LaneRequest } from '../../../server/core/lane/ports.ts'
import type { Command } from '../../../shared/domain/book/types.ts'
import type { LanePlan, PlannedOp } from './lanePlan.ts'
import { type BooksState, modelBookStore, noBooks, relayOnce } from './modelBooks.ts'
import { type Entry, ModelServer } from './modelServer.ts'
import { Scheduler } from './scheduler.ts'
import { toyRules, toyTurnMs, toyWant } from './toyRules.ts'

/** One submission and what came of it. True times. */
export interface Try {
  readonly request: LaneRequest
  readonly askedAt: number
  /** The store's clock then. */
  readonly clockAsked: number
  endedAt: number | null
  clockEnded: number | null
  end: LaneAnswer | 'busy' | 'outcome_unknown' | 'crashed' | null
}

/** All that happened to one op. */
export interface OpHistory {
  readonly op: PlannedOp
  readonly tries: Try[]
}

export interface LaneHistory {
  readonly ops: readonly OpHistory[]
  readonly committed: readonly Entry<BooksState>[]
}

export interface SimulationOptions {
  /** Puts a mistake between lane and store, or acknowledges before the majority has it. */
  readonly wrap?: (store: BookStore) => BookStore
  readonly hasty?: boolean
}

const opening = Date.parse('2030-01-01T18:00:00Z')
const limits = { waitMs: 300, unknownMs: 250, batch: 4, copyAnswers: 6, lanes: 2, waiting: 8 }
const longestTries = 6

/** Plays a schedule: the lanes of several nodes, a relay and clients that try again, on one model server. */
export async function simulateLanes(plan: LanePlan, options: SimulationOptions = {}): Promise<LaneHistory> {
  const scheduler = new Scheduler(plan.seed)
  const server = new ModelServer<BooksState>(scheduler, noBooks, plan.faults, { hasty: options.hasty === true })
  const ops = plan.ops.map((op) => ({ op, tries: [] as Try[] }))
  const world = new World({ scheduler, server, ops }, plan, options)
  for (const history of ops) scheduler.after(history.op.at, () => void world.play(history), 'clients')
  for (const incident of plan.incidents) scheduler.after(incident.at, () => world.suffer(incident), 'server')
  world.startRelay()
  await scheduler.run(20_000)
  return { ops, committed: server.committed() }
}

interface Stage {
  readonly scheduler: Scheduler
  readonly server: ModelServer<BooksState>
  readonly ops: readonly OpHistory[]
}

class World {
  readonly #scheduler: Scheduler
  readonly #server: ModelServer<BooksState>
  readonly #ops: readonly OpHistory[]
  readonly #nodes: Lanes[]
  #ids = 0

  constructor({ scheduler, server, ops }: Stage, plan: LanePlan, options: SimulationOptions) {
    this.#scheduler = scheduler
    this.#server = server
    this.#ops = ops
    this.#nodes = plan.skews.map((skew, index) => this.#startNode(nameOf(index), { skew, seed: plan.seed }, options))
  }

  #startNode(
    owner: string,
    { skew, seed }: { skew: number; seed: number },
    { wrap = (store) => store }: SimulationOptions,
  ): Lanes {
    const scheduler = this.#scheduler
    let looks = 0
    const hello = async () => {
      looks += 1
      // Only the first look is wrong, as if the server's clock had moved since.
      return looks === 1 ? this.#server.now() + skew : this.#server.hello(owner)
    }
    const clock = createPrimaryClock({ hello, monotonic: () => scheduler.now() })
    const started = clock.correct()
    return createLanes({
      store: wrap(modelBookStore(this.#server, owner)),
      rules: {
        rules: async (_, version) => started.then(() => toyRules(['t1', 't2'], version)),
        newest: async () => 1,
      },
      bundles: { settle: async () => 'open' },
      clock,
      nodeId: owner,
      newId: () => this.#newId(),
      random: () => scheduler.dice.random(),
      monotonic: () => scheduler.now(),
      sleep: (ms) => scheduler.sleep(ms, owner),
      yieldTurn: () => scheduler.sleep(0, owner),
      onCommit: () => {},
      // In one schedule of three a book has more answers than a node may know.
      limits: { ...limits, knownRequests: seed % 3 === 0 ? 4 : 1_000 },
    })
  }

  /** Rounds for as long as a schedule can last. */
  startRelay(): void {
    for (let round = 0; round < 12; round += 1) {
      this.#scheduler.after(25 + round * 60, () => void relayOnce(this.#server, 'relay').catch(nextRound), 'relay')
    }
  }

  suffer(incident: LanePlan['incidents'][number]): void {
    if (incident.kind === 'failover') this.#server.failOver(incident.electionMs, incident.shiftMs)
    else this.#scheduler.kill(nameOf(incident.node))
  }

  /** As the SDK does: the same requestId until a definite answer, at another node where one is gone. */
  async play({ op, tries }: OpHistory): Promise<void> {
    if (op.twice) void this.#submit(op, tries, op.node + 1)
    for (let round = 0; round < longestTries; round += 1) {
      const end = await this.#submit(op, tries, op.node + round)
      if (typeof end === 'object' || op.system) return
      await this.#scheduler.sleep(10 + this.#scheduler.dice.int(0, 30), 'clients')
    }
  }

  async #submit(op: PlannedOp, tries: Try[], nodeIndex: number): Promise<NonNullable<Try['end']>> {
    const owner = nameOf(nodeIndex % this.#nodes.length)
    const request = this.#requestOf(op, tries.length)
    const one: Try = { request, askedAt: this.#scheduler.now(), clockAsked: this.#server.now(), ...unanswered }
    tries.push(one)
    const broken = this.#scheduler.death(owner).then(() => 'crashed' as const)
    const lanes = this.#nodes[nodeIndex % this.#nodes.length] as Lanes
    const answered = this.#scheduler.isAlive(owner) ? lanes.submit(request).catch(codeOf) : broken
    one.end = await Promise.race([answered, broken])
    one.endedAt = this.#scheduler.now()
    one.clockEnded = this.#server.now()
    return one.end
  }

  #requestOf(op: PlannedOp, round: number): LaneRequest {
    const by = { key: actorOf(op), staff: op.type !== 'hold' }
    const about = op.about === null ? '' : this.#claimOf(op.about)
    // As in the product: a client that tries again sends the same input, from which the server makes a new claim.
    const command = commands[op.type](op, op.about === null ? `claim-${op.id}-${round}` : about, this.#server.now())
    const bookId = bookIdOf(`venue${op.book}`, '2030-01-01')
    return {
      bookId,
      command,
      by,
      requestId: op.system ? null : `request-${op.id}`,
      bodyHash: `body-${op.id}`,
      retried: round > 0,
    }
  }

  #claimOf(opId: number): string {
    const answer = this.#ops.find(({ op }) => op.id === opId)?.tries.find(({ end }) => isOk(end))?.end
    return isOk(answer) ? (answer.claim?.id ?? '') : `claim-${opId}-0`
  }

  #newId(): string {
    this.#ids += 1
    return `attempt-${this.#ids}`
  }
}

const unanswered = { endedAt: null, clockEnded: null, end: null }

const commands: { readonly [T in PlannedOp['type']]: (op: PlannedOp, claimId: string, now: number) => Command } = {
  hold: (op, claimId, now) => {
    return { type: 'hold', claimId, reservationId: claimId, want: wantOf(op), expiresAt: now + op.holdMs }
  },
  book: (op, claimId) => ({ type: 'book', claimId, reservationId: claimId, holder: actorOf(op), want: wantOf(op) }),
  block: ({ start, unit }, claimId) => {
    return { type: 'block', claimId, unitIds: [unit ?? 't1'], start: opening + start, end: opening + start + toyTurnMs }
  },
  confirm: (_, claimId) => ({ type: 'confirm', claimId }),
  release: (_, claimId) => ({ type: 'release', claimId }),
  cancel: (_, claimId) => ({ type: 'cancel', claimId }),
  expire: () => ({ type: 'expire' }),
  adopt: ({ id }) => ({ type: 'adopt', settingsVersion: 1 + (id % 3) }),
}

function wantOf({ start, unit }: PlannedOp) {
  return toyWant(opening + start, unit === null ? {} : { unitIds: [unit] })
}

/** Each op has an actor of its own, so that its effects are told from everybody else's. */
export function actorOf({ type, id }: PlannedOp): string {
  return `${type}:${id}`
}

export function isOk(end: Try['end'] | undefined): end is Extract<LaneAnswer, { ok: true }> {
  return typeof end === 'object' && end !== null && end.ok
}

function nameOf(index: number): string {
  return `node-${index}`
}

function codeOf(error: unknown): LaneError['code'] {
  if (error instanceof LaneError) return error.code
  throw error
}

/** A round of the relay that failed is made up for by the next. */
function nextRound(): void {}
