import type { Alert } from '../../server/core/alerts/alert.ts'
import type { AlertDocument } from '../../server/core/alerts/documents.ts'
import { memberNow } from '../../server/core/alerts/members.ts'
import { whatToTell } from '../../server/core/alerts/whatToTell.ts'
import type { Deps } from '../../server/core/deps.ts'
import { type ClaimedOf, createClaims, type NotesOf, type Settled } from '../../server/core/notices/claims.ts'
import { wantsIt } from '../../shared/domain/notices/alerts.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'
import { careful } from '../notices/careful.ts'
import { noteEnd } from '../notices/noteEnd.ts'
import type { ComposedNotice } from '../notices/outlet.ts'
import { afterTry, givenUp, later } from '../notices/tries.ts'
import type { AlertOutlet } from './outlets.ts'

/** Tells those who work at restaurants what its guests did, by one channel. */
export interface AlertPost {
  readonly channel: NoticeChannel
  /** Tells what is due. @returns how much that was */
  sweep(): Promise<number>
}

interface Options {
  readonly deps: Deps
  readonly outlet: AlertOutlet
  readonly random: () => number
}

/** In a round of the sweep. */
const atOnce = 10

type Claimed = ClaimedOf<AlertDocument>
type Ended = readonly [settled: Settled, notes?: NotesOf<AlertDocument>]

/**
 * Each alert goes once, or not at all: lost with a provider on the line nobody knows, and it stays away. A digest is what
 * it was in the write that claimed it; what is joined later is in the next one.
 */
export function createAlertPost({ deps, outlet, random }: Options): AlertPost {
  const { clock, collections, log } = deps
  const { channel } = outlet
  const claims = createClaims<AlertDocument>(collections.alerts, { now: clock.now, newId: deps.newId })

  async function post(id: string): Promise<void> {
    const claimed = await claims.claim(id)
    if (claimed === null) return
    const ended = await tryToPost(claimed).catch((err: unknown): Ended => {
      log.error({ err, job: 'alerts' }, 'an alert could not be made')
      return [later({ attempts: claimed.attempts, now: clock.now(), random }, 'fault')]
    })
    if (ended === null) return
    const [settled, notes] = ended
    noteEnd(deps, { channel, kind: `alert.${claimed.pace}` }, settled)
    await claims.settle(claimed, settled, notes)
  }

  /** Null: it is somebody else's by now. */
  async function tryToPost(claimed: Claimed): Promise<Ended | null> {
    if (claimed.unsure === true) return [{ state: 'ambiguous', why: 'sender_lost' }]
    const why = givenUp(claimed)
    if (why !== null) return [{ state: 'dead', why }]
    const member = await memberNow(deps, claimed)
    if (member === null) return [{ state: 'suppressed', why: 'no_member' }]
    if (!wantsIt(member.choice, channel)) return [{ state: 'suppressed', why: 'switched_off' }]
    const recipient = await outlet.find(member.account)
    if (recipient === null) return [{ state: 'suppressed', why: 'unreachable' }]
    const verdict = await whatToTell(deps, claimed)
    if (!verdict.tell) return [{ state: 'suppressed', why: verdict.why }]
    return handOver(claimed, verdict.alert, await recipient.compose(verdict.alert))
  }

  async function handOver(claimed: Claimed, { pace, lines }: Alert, { send }: ComposedNotice): Promise<Ended | null> {
    const pass = outlet.ask()
    if (!pass.go) return [{ state: 'pending', at: clock.now() + pass.retryAfterMs, tried: false }]
    const outcome = await claims.sending(claimed, send)
    if (outcome === null) return null
    const tries = { attempts: claimed.attempts, ifUnsure: 'leave', now: clock.now(), random } as const
    const settled = afterTry(outcome, tries)
    if (settled.state !== 'sent' || pace !== 'each') return [settled]
    const { generation, bookVersion, n, start, party } = lines[0].reservation
    return [settled, { told: { order: [generation, bookVersion, n], start, party } }]
  }

  return {
    channel,
    async sweep() {
      // Else all that is due would be claimed and given back again and again.
      if (outlet.waitMs() > 0) return 0
      const due = await collections.alerts
        .find(
          { channel, dueAt: { $lte: new Date(clock.now()), $type: 'date' } },
          { projection: { accountId: 1, 'facts.reservationId': 1, lost: 1 }, maxTimeMS: 5000 },
        )
        .sort({ dueAt: 1 })
        .limit(atOnce)
        .toArray()
      // Of one booking they are told one after another, so that the second knows what the first has said.
      const apart = new Map(due.map((row) => [`${row.accountId} ${row.facts[0]?.reservationId ?? ''}`, row]))
      await careful([...apart.values()], ({ _id }) => post(_id))
      return due.length
    },
  }
}
