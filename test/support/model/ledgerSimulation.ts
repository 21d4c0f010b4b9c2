import { sweepBundles } from '../../../server/core/bundle/finish.ts'
import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { type Answer, type Known, runOp, type Sending, type Told } from './ledgerCommands.ts'
import { bundleTimes, type GuestMistakes, type GuestNode, type GuestState, startGuestNode } from './ledgerNode.ts'
import type { GuestOp, GuestPlan } from './ledgerPlan.ts'
import { idOf, noBooks, relayOnce } from './modelBooks.ts'
import { type Entry, ModelServer } from './modelServer.ts'
import { Scheduler } from './scheduler.ts'

/** What a client was told: an answer, something that settles nothing, or no more than that the connection broke. */
export type GuestEnd = Told | { readonly unsettled: unknown } | 'crashed'

export interface GuestOpHistory {
  readonly op: GuestOp
  sending: Sending | null
  readonly ends: GuestEnd[]
}

export interface GuestHistory {
  readonly ops: readonly GuestOpHistory[]
  readonly committed: readonly Entry<GuestState>[]
}

const clientPatienceMs = 1_500
const longestTries = 8

/** Plays a schedule: nodes with lanes and ledgers, a relay, sweeps, and clients that try again, on one model server. */
export async function simulateGuests(plan: GuestPlan, mistakes: GuestMistakes = {}): Promise<GuestHistory> {
  const scheduler = new Scheduler(plan.seed)
  const server = new ModelServer<GuestState>(scheduler, { ...noBooks, ledgers: {}, bundles: {} }, plan.faults)
  const world = new World(scheduler, server, plan, mistakes)
  for (const history of world.ops) scheduler.after(history.op.at, () => void world.play(history), 'clients')
  for (const incident of plan.incidents) scheduler.after(incident.at, () => world.suffer(incident), 'server')
  world.startWorkers()
  await scheduler.run(7_000)
  return { ops: world.ops, committed: server.committed() }
}

class World {
  readonly ops: readonly GuestOpHistory[]
  readonly #scheduler: Scheduler
  readonly #server: ModelServer<GuestState>
  readonly #mistakes: GuestMistakes
  readonly #nodes: readonly GuestNode[]
  readonly #worker: GuestNode
  readonly #published = new Set<string>()
  readonly #onCrash = new Map<string, (() => void)[]>()

  constructor(scheduler: Scheduler, server: ModelServer<GuestState>, plan: GuestPlan, mistakes: GuestMistakes) {
    this.#scheduler = scheduler
    this.#server = server
    this.#mistakes = mistakes
    this.ops = plan.ops.map((op) => ({ op, sending: null, ends: [] }))
    const start = (owner: string, skew: number) => startGuestNode({ scheduler, server, owner, skew, mistakes })
    this.#nodes = plan.skews.map((skew, index) => start(`node-${index}`, skew))
    this.#worker = start('worker', 0)
  }

  /** Rounds for as long as a schedule can last, and some more after it, when nothing disturbs them. */
  startWorkers(): void {
    const every = (ms: number, act: () => Promise<unknown>) => {
      for (let at = ms; at < 5_500; at += at < 1_800 ? ms : 600) {
        this.#scheduler.after(at, () => void act().catch(nextRound), 'worker')
      }
    }
    every(110, () => this.#relay())
    every(290, () => this.#worker.ledger.sweep())
    every(310, () => sweepBundles({ ...this.#worker, times: bundleTimes }))
  }

  async #relay(): Promise<void> {
    await relayOnce(this.#server, 'worker')
    const events = await this.#server.readMajority('worker', (state) => state.events)
    const fresh = events.filter((event) => !this.#published.has(idOf(event)))
    await this.#worker.ledger.onEvents(inOrder(fresh))
    for (const event of fresh) this.#published.add(idOf(event))
  }

  suffer(incident: GuestPlan['incidents'][number]): void {
    if (incident.kind === 'failover') return this.#server.failOver(incident.electionMs, incident.shiftMs)
    const owner = `node-${incident.node}`
    this.#scheduler.kill(owner)
    for (const tell of this.#onCrash.get(owner) ?? []) tell()
  }

  /** As the SDK does: the same request until an answer that settles it, at another node where one is gone. */
  async play(history: GuestOpHistory): Promise<void> {
    const { op } = history
    history.sending = this.#prepare(op)
    if (history.sending === null) return
    if (op.twice) void this.#submit(history, history.sending, op.node + 1)
    for (let round = 0; round < longestTries; round += 1) {
      const end = await this.#submit(history, history.sending, op.node + round)
      if (end !== 'crashed' && 'answer' in end) return
      await this.#scheduler.sleep(10 + this.#scheduler.dice.int(0, 60), 'clients')
    }
  }

  #prepare(op: GuestOp): Sending | null {
    const about = op.about === null ? null : this.#whereIs(op.about)
    if (op.about !== null && about === null) return null
    const takeOver = op.takeOver === null || op.takeOver === op.about ? null : this.#whereIs(op.takeOver)
    return { op, about, takeOver, expiresAt: this.#server.now() + op.holdMs }
  }

  /** Where the newest answers took what that op made. */
  #whereIs(id: number): Known | null {
    const concerning = this.ops.filter(({ op, sending }) => op.id === id || (op.about === id && sending !== null))
    const known = concerning.flatMap(({ ends }) => ends.map(knownFrom)).filter((one) => one !== null)
    return known.at(-1) ?? null
  }

  async #submit(history: GuestOpHistory, sending: Sending, nodeIndex: number): Promise<GuestEnd> {
    const node = this.#nodes[nodeIndex % this.#nodes.length] as GuestNode
    if (!this.#scheduler.isAlive(node.owner)) return 'crashed'
    const answered = node.started
      .then(() => runOp(node, sending, this.#mistakes))
      .catch((error: unknown) => ({ unsettled: error }))
    const end = await Promise.race([answered, this.#crashOf(node.owner)])
    history.ends.push(end)
    return end
  }

  /** A connection that breaks tells the client; a node that takes too long is left. */
  #crashOf(owner: string): Promise<'crashed'> {
    return new Promise((resolve) => {
      const tell = () => resolve('crashed')
      this.#onCrash.set(owner, [...(this.#onCrash.get(owner) ?? []), tell])
      this.#scheduler.after(clientPatienceMs, tell, 'clients')
    })
  }
}

/** What failed is done in the next round. */
function nextRound(): void {}

function inOrder(events: readonly EventRecord[]): readonly EventRecord[] {
  return [...events].sort((a, b) => a.version - b.version || a.n - b.n)
}

function knownFrom(end: GuestEnd): Known | null {
  if (end === 'crashed' || !('answer' in end) || !isDone(end.answer) || end.answer.claim === null) return null
  return { bookId: end.bookId, claim: end.answer.claim }
}

function isDone(answer: Answer): answer is Extract<Answer, { ok: true }> {
  return answer.ok
}
