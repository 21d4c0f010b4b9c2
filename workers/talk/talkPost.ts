import type { Deps } from '../../server/core/deps.ts'
import { type ClaimedOf, createClaims, type NotesOf, type Settled } from '../../server/core/notices/claims.ts'
import { placeFor } from '../../server/core/notices/throttle.ts'
import type { TalkNoticeDocument, UnreadDocument } from '../../server/core/talk/notices/documents.ts'
import { type NoticeChannel, talkKinds } from '../../shared/domain/notices/kinds.ts'
import { careful } from '../notices/careful.ts'
import { noteEnd } from '../notices/noteEnd.ts'
import { afterTry, givenUp, later } from '../notices/tries.ts'
import type { TalkOutlet } from './outlets.ts'
import { createTalkJudge, type Judged } from './talkJudge.ts'

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

/** Somebody waits for it: like a letter it is not held up, and comes rather twice than not at all. */
const isAskedFor = ({ kind }: Pick<Claimed, 'kind'>) => kind === 'transcript'

/** What nobody asked for goes once, or not at all: lost with a provider on the line nobody knows, and it stays away. */
export function createTalkPost({ deps, outlet, random }: Options): TalkPost {
  const { clock, collections, log } = deps
  const { channel } = outlet
  const judged = createTalkJudge(deps, outlet)
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
    if (claimed.unsure === true && !isAskedFor(claimed)) return [{ state: 'ambiguous', why: 'sender_lost' }]
    const why = givenUp(claimed)
    if (why !== null) return [{ state: 'dead', why }]
    const verdict = await judged(claimed)
    if (verdict.do === 'suppress') return [{ state: 'suppressed', why: verdict.why }]
    if (verdict.do === 'wait') return [{ state: 'pending', at: verdict.until, tried: false }]
    return handOver(claimed, verdict)
  }

  async function handOver(
    claimed: Claimed,
    { notice, person, upTo }: Extract<Judged, { do: 'send' }>,
  ): Promise<Ended | null> {
    const isAsked = isAskedFor(claimed)
    const urgent = isAsked || talkKinds['message.unread'].urgent
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
    const ifUnsure = isAsked ? 'again' : 'leave'
    const tries = { attempts: claimed.attempts, ifUnsure, now: clock.now(), random } as const
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
