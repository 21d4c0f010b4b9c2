import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { callOperation } from '../../server/core/callOperation.ts'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import type { Config } from '../../server/core/config.ts'
import { type Core, createCore } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Actor } from '../../server/core/infra/tokens.ts'
import type { Probe } from '../../server/core/lane/ports.ts'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import { makeSecrets } from '../support/secrets.ts'
import { buildVenue, dateAhead, seoul } from '../support/venue.ts'
import type { Contender } from './rounds.ts'

export interface Heart {
  readonly core: Core
  /** As an edge calls it: validation, policy, idempotency, events; the limit per actor left out, it is one in Redis. */
  call<N extends OperationName>(name: N, input: Sent<N>, actor: Actor): Promise<Output<N>>
}

export interface HeartOptions {
  readonly mongoUri: string
  readonly redisUrl: string
  readonly probe?: Probe
}

const nothing = () => Promise.resolve()
const take = () => Promise.resolve({ remaining: 1, resetMs: 0 })

/** The heart of one node in this process, without its edges. */
export async function startHeart({ mongoUri, redisUrl, probe }: HeartOptions): Promise<Heart> {
  const core = await createCore(configOf(mongoUri, redisUrl), probe)
  const deps = { ...core.deps, limits: { take, giveBack: nothing, forget: nothing } }
  return {
    core,
    call: (name, input, actor) =>
      callOperation(deps, { name, input, requestId: newId(), retry: false, actor, address: '', device: null }) as never,
  }
}

function configOf(mongoUri: string, redisUrl: string): Config {
  const servers = { mongoUri, redisUrl, redisQueueUrl: redisUrl, secrets: makeSecrets() }
  const rest = {
    origins: [],
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
    seedDemo: false,
    trustProxy: 0,
    webhookLoopback: false,
    blobS3: null,
    blobFolder: tmpdir(),
    smtpUrl: null,
    fcm: null,
    webPush: null,
    mailFrom: 'couvert@example.com',
  } as const
  return { env: 'test', port: 0, healthPort: 0, nodeName: 'bench', ...servers, ...rest }
}

export function actorOf(grant: Grant): Actor {
  const kind = grant.role === 'guest' ? 'guest' : 'account'
  return { key: `${kind}:${newId()}`, sessionId: newId(), grants: [grant] }
}

/** A room that never refuses 64 at once: 80 tables for four. */
function bigRoom(venueId: string) {
  const tables = Array.from({ length: 80 }, (_, n) => ({
    id: `T${n}`,
    minParty: 1,
    maxParty: 4,
    area: 'room',
    channel: 'online' as const,
  }))
  return buildVenue({ venueId, settings: { tables, repacking: false } })
}

/** A venue of the bench's own. */
export async function makeVenue({ core }: Heart): Promise<string> {
  const venueId = newId()
  await saveVenue(core.deps.collections, bigRoom(venueId))
  return venueId
}

/** Null: the hub said that it has too much to do just now. Whoever hears that waits a moment. */
async function unlessBusy<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'busy')) throw error
    await sleep(10)
    return null
  }
}

/** Then the next date is begun, as the baselines begin the next document. */
const commandsPerBook = 2_000

/** One hot book after the other. */
function nextDates(): () => string {
  let commands = 0
  return () => {
    commands += 2
    return dateAhead(20 + (Math.floor(commands / commandsPerBook) % 60))
  }
}

/** Staff seat a party and see it off: two commands, no ledger. */
export function staffCommands(heart: Heart, venueId: string, on: () => string = nextDates()): Contender {
  const host = actorOf({ role: 'host', venueId })
  return {
    name: 'staff: walk-in, completed',
    async once() {
      const day = on()
      const place = { venueId, date: day, startsAt: seoul(day, '19:00'), party: 4 }
      const seated = await unlessBusy(() => heart.call('walkIn.seat', place, host))
      if (seated === null) return 0
      const done = { reservationId: seated.reservationId, to: 'completed' } as const
      while ((await unlessBusy(() => heart.call('reservation.advance', done, host))) === null);
      return 2
    },
  }
}

/** Each hold is another guest's; its release takes time too, and is not counted. */
export function guestHolds(heart: Heart, venueId: string): Contender {
  const held = new Map<number, () => Promise<unknown>>()
  const on = nextDates()
  return {
    name: 'guest: hold (released, uncounted)',
    async once(worker) {
      const guest = actorOf({ role: 'guest', venueId: null })
      const date = on()
      const place = { venueId, date, startsAt: seoul(date, '19:00'), party: 4 }
      const hold = await unlessBusy(() => heart.call('hold.create', place, guest))
      if (hold === null) return 0
      const { reservationId } = hold
      held.set(worker, () => unlessBusy(() => heart.call('hold.release', { reservationId }, guest)))
      return 1
    },
    async tidy(worker) {
      const release = held.get(worker)
      held.delete(worker)
      await release?.()
    },
  }
}
