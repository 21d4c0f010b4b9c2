import { LaneError } from '../../../server/core/lane/laneError.ts'
import type { MessageDocument } from '../../../server/core/talk/documents.ts'
import type { MessageStore, Said } from '../../../server/core/talk/ports.ts'
import { createStreamLanes, type StreamLanes } from '../../../server/core/talk/streamLanes.ts'
import { type Entry, type Fault, ModelServer } from './modelServer.ts'
import { Dice } from './random.ts'
import { Scheduler } from './scheduler.ts'

type Messages = readonly MessageDocument[]

/** One person who says one thing after the other, each until it is known what became of it. */
interface Speaker {
  readonly at: number
  readonly node: number
  readonly messages: number
  /** Each is sent to the next node too, at once. */
  readonly twice: boolean
}

type Incident =
  | { readonly at: number; readonly kind: 'failover'; readonly electionMs: number }
  | { readonly at: number; readonly kind: 'crash'; readonly node: number }

export interface TalkPlan {
  readonly seed: number
  readonly nodes: number
  readonly speakers: readonly Speaker[]
  readonly faults: readonly Fault[]
  readonly incidents: readonly Incident[]
}

export interface TalkMistakes {
  /** Acknowledge before the majority has it. */
  readonly hasty?: boolean
  /** Number on from what no majority has yet. */
  readonly localTop?: boolean
  /** Number by the clock. */
  readonly clockTop?: boolean
  /** Nothing holds that a request is there once. */
  readonly twiceAllowed?: boolean
}

/** One try and how it was answered. */
export interface Told {
  readonly speaker: number
  readonly request: string
  readonly askedAt: number
  readonly answeredAt: number
  readonly said: Said
}

export interface TalkHistory {
  readonly told: readonly Told[]
  readonly committed: readonly Entry<Messages>[]
}

const stream = 'stream'
const faultKinds = ['loseRequest', 'loseReply', 'delayRequest', 'echo', 'answerEcho'] as const
const longestTries = 8

export function makeTalkPlan(seed: number): TalkPlan {
  const dice = new Dice(seed)
  const nodes = dice.int(1, 3)
  const spanMs = dice.pick([5, 20, 100])
  return {
    seed,
    nodes,
    speakers: Array.from({ length: dice.int(1, 6) }, () => ({
      at: dice.int(0, spanMs),
      node: dice.int(0, nodes - 1),
      messages: dice.int(1, 4),
      twice: dice.chance(0.2),
    })),
    faults: Array.from({ length: dice.int(0, 8) }, () => ({
      on: dice.int(0, 60),
      kind: dice.pick(faultKinds),
      ms: dice.pick([dice.int(1, 10), dice.int(30, 400)]),
    })),
    incidents: Array.from({ length: dice.pick([0, 1, 1, 2]) }, () => {
      const at = dice.int(0, spanMs + 60)
      if (dice.chance(0.3)) return { at, kind: 'crash', node: dice.int(0, nodes - 1) }
      return { at, kind: 'failover', electionMs: dice.int(1, 120) }
    }),
  }
}

/** Plays a schedule: lanes of several nodes and people who try again, on one model of a replica set. */
export async function simulateTalk(plan: TalkPlan, mistakes: TalkMistakes = {}): Promise<TalkHistory> {
  const scheduler = new Scheduler(plan.seed)
  const server = new ModelServer<Messages>(scheduler, [], plan.faults, { hasty: mistakes.hasty === true })
  const told: Told[] = []
  const nodes = Array.from({ length: plan.nodes }, (_, node) => lanesOf(scheduler, server, nameOf(node), mistakes))

  async function tell(speaker: number, request: string, node: number): Promise<boolean> {
    const owner = nameOf(node % plan.nodes)
    if (!scheduler.isAlive(owner)) return false
    const askedAt = scheduler.now()
    const lanes = nodes[node % plan.nodes] as StreamLanes
    const crashed = scheduler.death(owner).then(() => null)
    const said = await Promise.race([lanes.say(sayingOf(speaker, request)).catch(unlessLost), crashed])
    if (said === null || said === 'request_id_reused') return false
    told.push({ speaker, request, askedAt, answeredAt: scheduler.now(), said })
    return true
  }

  async function speak(speaker: number, { node, messages, twice }: Speaker): Promise<void> {
    for (let n = 0; n < messages; n++) {
      const request = `${speaker}-${n}`
      if (twice) void tell(speaker, request, node + 1)
      for (let round = 0; round < longestTries && !(await tell(speaker, request, node + round)); round++) {
        await scheduler.sleep(10 + scheduler.dice.int(0, 30), 'clients')
      }
    }
  }

  for (const [number, speaker] of plan.speakers.entries()) {
    scheduler.after(speaker.at, () => void speak(number, speaker), 'clients')
  }
  for (const incident of plan.incidents) scheduler.after(incident.at, () => suffer(incident), 'server')
  function suffer(incident: Incident): void {
    if (incident.kind === 'failover') server.failOver(incident.electionMs, 0)
    else scheduler.kill(nameOf(incident.node))
  }
  await scheduler.run(20_000)
  return { told, committed: server.committed() }
}

function lanesOf(
  scheduler: Scheduler,
  server: ModelServer<Messages>,
  owner: string,
  mistakes: TalkMistakes,
): StreamLanes {
  return createStreamLanes({
    store: modelMessageStore(server, owner, mistakes),
    now: () => server.now(),
    monotonic: () => scheduler.now(),
    sleep: (ms) => scheduler.sleep(ms, owner),
    yieldTurn: () => scheduler.sleep(0, owner),
    random: () => scheduler.dice.random(),
    limits: { waiting: 6, waitMs: 300 },
  })
}

/** As `mongoMessageStore` has it, with its two unique indexes. */
function modelMessageStore(server: ModelServer<Messages>, owner: string, mistakes: TalkMistakes): MessageStore {
  const newestIn = (rows: Messages) => {
    const last = rows.toSorted((a, b) => a.seq - b.seq).at(-1)
    return last === undefined ? null : { seq: last.seq, at: last.at.getTime() }
  }
  return {
    async top() {
      if (mistakes.clockTop === true) return { seq: server.now(), at: server.now() }
      return mistakes.localTop === true ? server.readLocal(owner, newestIn) : server.readMajority(owner, newestIn)
    },
    append: (rows) =>
      server.writeEach(
        owner,
        rows.map((row) => (there: Messages) => {
          if (there.some((one) => clashes(one, row, mistakes.twiceAllowed === true))) throw new Error('E11000')
          return [...there, row]
        }),
      ),
    sent: (_, requests) =>
      server.readMajority(owner, (rows) =>
        rows
          .filter((row) => requests.some(({ requestId }) => requestId === row.requestId))
          .map(({ _id, seq, at, ...row }) => ({ ...row, messageId: _id, seq, at: at.getTime() })),
      ),
  }
}

function clashes(one: MessageDocument, row: MessageDocument, twiceAllowed: boolean): boolean {
  return one.seq === row.seq || (!twiceAllowed && one.requestId === row.requestId)
}

let ids = 0

/** As in the product: a client that tries again sends the same, from which the server makes a new message. */
function sayingOf(speaker: number, requestId: string) {
  const _id = `message-${ids++}`
  const bodyHash = `body of ${requestId}`
  return {
    _id,
    stream,
    sender: `guest:${speaker}`,
    side: 'guest',
    requestId,
    bodyHash,
    text: '',
    replyTo: null,
  } as const
}

function unlessLost(error: unknown): null {
  if (error instanceof LaneError) return null
  throw error
}

function nameOf(node: number): string {
  return `node${node}`
}
