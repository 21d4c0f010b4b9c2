import type { Deps } from '../../server/core/deps.ts'
import { type ClaimedOf, createClaims, type NotesOf, type Settled } from '../../server/core/notices/claims.ts'
import { placeFor } from '../../server/core/notices/throttle.ts'
import type { CallDocument, TalkNoticeDocument, UnreadDocument } from '../../server/core/talk/notices/documents.ts'
import { judgeCall } from '../../server/core/talk/notices/judgeCall.ts'
import { judgeUnread } from '../../server/core/talk/notices/judgeUnread.ts'
import type { Verdict } from '../../shared/domain/notices/decideNotice.ts'
import { type NoticeChannel, talkKinds } from '../../shared/domain/notices/kinds.ts'
import { careful } from '../notices/careful.ts'
import { noteEnd } from '../notices/noteEnd.ts'
import type { ComposedNotice } from '../notices/outlet.ts'
import { afterTry, givenUp, later } from '../notices/tries.ts'
import type { TalkOutlet, TalkRecipient } from './outlets.ts'

/** Tells whoever is to know of a conversation, by one channel. */
export interface TalkPost {
  readonly channel: NoticeChannel
  /** Tells what is due. @returns how much that was */
  sweep(): Promise<number>
}

interface Options {
  readonly deps: Deps
  readonly outlet: TalkOutlet
  readonly random: () => number
}

/** In a round of the sweep. */
const atOnce = 10

type Claimed = ClaimedOf<TalkNoticeDocument>
type Ended = readonly [settled: Settled, notes?: NotesOf<UnreadDocument>]

/** What is to be sent, and to whom; or why it is not. */
type Judged =
  | Exclude<Verdict, { do: 'send' }>
  | { readonly do: 'send'; readonly notice: ComposedNotice; readonly person: string; readonly upTo?: number }

/** Each goes once, or not at all: lost with a provider on the line nobody knows, and it stays away. */
export function createTalkPost({ deps, outlet, random }: Options): TalkPost {
  const { clock, collections, log } = deps
  const { channel } = outlet
  const claims = createClaims<TalkNoticeDocument>(collections.talkNotices, { now: clock.now, newId: deps.newId })

  async function post(id: string): Promise<void> {
    const claimed = await claims.claim(id)
    if (claimed === null) return
    const ended = await tryToPost(claimed).catch((err: unknown): Ended => {
      log.error({ err, job: 'talk' }, 'a notice of a conversation could not be made')
      return [later({ attempts: claimed.attempts, now: clock.now(), random }, 'fault')]
    })
    if (ended === null) return
    const [settled, notes] = ended
    noteEnd(deps, claimed, settled)
    await claims.settle(claimed, settled, notes)
  }

  /** Null: it is somebody else's by now. */
  async function tryToPost(claimed: Claimed): Promise<Ended | null> {
    if (claimed.unsure === true) return [{ state: 'ambiguous', why: 'sender_lost' }]
    const why = givenUp(claimed)
    if (why !== null) return [{ state: 'dead', why }]
    const judged = await (claimed.kind === 'message.unread' ? judgedUnread(claimed) : judgedCall(claimed))
    if (judged.do === 'suppress') return [{ state: 'suppressed', why: judged.why }]
    if (judged.do === 'wait') return [{ state: 'pending', at: judged.until, tried: false }]
    return handOver(claimed, judged)
  }

  async function judgedUnread(row: UnreadDocument): Promise<Judged> {
    const [recipientOf, isReachable] = reaching()
    const { verdict, unread } = await judgeUnread(deps, row, isReachable)
    if (verdict.do !== 'send') return verdict
    const recipient = recipientOf()
    if (unread === null || recipient === null) throw new Error('judged to be told to nobody')
    const notice = await recipient.unread(row, unread)
    const { owner } = unread.conversation
    return notice === null
      ? { do: 'suppress', why: 'unreachable' }
      : { do: 'send', notice, person: owner, upTo: unread.messages.at(-1)?.seq ?? 0 }
  }

  async function judgedCall(row: CallDocument): Promise<Judged> {
    const [recipientOf, isReachable] = reaching()
    const { verdict, called } = await judgeCall(deps, row, isReachable)
    if (verdict.do !== 'send') return verdict
    const notice = called === null ? null : ((await recipientOf()?.called(row, called)) ?? null)
    return notice === null
      ? { do: 'suppress', why: 'unreachable' }
      : { do: 'send', notice, person: `account:${row.accountId}` }
  }

  /** Whoever it is for is found while it is judged. */
  function reaching(): readonly [() => TalkRecipient | null, (owner: string) => Promise<boolean>] {
    let found: TalkRecipient | null = null
    return [
      () => found,
      async (owner) => {
        found = await outlet.find(owner)
        return found !== null
      },
    ]
  }

  async function handOver(
    claimed: Claimed,
    { notice, person, upTo }: Extract<Judged, { do: 'send' }>,
  ): Promise<Ended | null> {
    const { urgent } = talkKinds['message.unread']
    const place = await placeFor(deps, { channel, urgent, person })
    if ('retryAfterMs' in place) return [{ state: 'pending', at: clock.now() + place.retryAfterMs, tried: false }]
    const pass = outlet.ask()
    if (!pass.go) {
      await place.giveBack()
      return [{ state: 'pending', at: clock.now() + pass.retryAfterMs, tried: false }]
    }
    const outcome = await claims.sending(claimed, notice.send)
    if (outcome?.end !== 'sent' && outcome?.end !== 'unsure') await place.giveBack()
    if (outcome === null) return null
    const tries = { attempts: claimed.attempts, ifUnsure: 'leave', now: clock.now(), random } as const
    const settled = afterTry(outcome, tries)
    const isTold = settled.state === 'sent' || settled.state === 'ambiguous'
    return isTold && upTo !== undefined ? [settled, { upTo }] : [settled]
  }

  return {
    channel,
    async sweep() {
      // Else all that is due would be claimed and given back again and again.
      if (outlet.waitMs() > 0) return 0
      const due = await collections.talkNotices
        .find(
          { channel, dueAt: { $lte: new Date(clock.now()), $type: 'date' } },
          { projection: { lost: 1 }, maxTimeMS: 5000 },
        )
        .sort({ dueAt: 1 })
        .limit(atOnce)
        .toArray()
      await careful(due, ({ _id }) => post(_id))
      return due.length
    },
  }
}
