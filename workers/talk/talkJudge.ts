import type { Deps } from '../../server/core/deps.ts'
import type {
  CallDocument,
  TalkNoticeDocument,
  TranscriptDocument,
  UnreadDocument,
} from '../../server/core/talk/notices/documents.ts'
import { judgeCall } from '../../server/core/talk/notices/judgeCall.ts'
import { judgeTranscript } from '../../server/core/talk/notices/judgeTranscript.ts'
import { judgeUnread } from '../../server/core/talk/notices/judgeUnread.ts'
import type { Verdict } from '../../shared/domain/notices/decideNotice.ts'
import type { ComposedNotice } from '../notices/outlet.ts'
import type { TalkOutlet, TalkRecipient } from './outlets.ts'

/** What is to be sent, and to whom; or why it is not. */
export type Judged =
  | Exclude<Verdict, { do: 'send' }>
  | {
      readonly do: 'send'
      readonly notice: ComposedNotice
      /** Actor key. */
      readonly person: string
      /** The newest message that is told with it. */
      readonly upTo?: number
    }

/** Judges what is due of a conversation as things are now, and composes it for whoever it is for by now. */
export function createTalkJudge(deps: Deps, outlet: Pick<TalkOutlet, 'find'>) {
  async function unread(row: UnreadDocument): Promise<Judged> {
    const [recipientOf, isReachable] = reaching()
    const judged = await judgeUnread(deps, row, isReachable)
    if (judged.verdict.do !== 'send') return judged.verdict
    const recipient = recipientOf()
    if (judged.unread === null || recipient === null) throw new Error('judged to be told to nobody')
    const { conversation, messages } = judged.unread
    const verdict = toSend(await recipient.unread(row, judged.unread), conversation.owner)
    return verdict.do === 'send' ? { ...verdict, upTo: messages.at(-1)?.seq ?? 0 } : verdict
  }

  async function call(row: CallDocument): Promise<Judged> {
    const [recipientOf, isReachable] = reaching()
    const { verdict, called } = await judgeCall(deps, row, isReachable)
    if (verdict.do !== 'send') return verdict
    const notice = called === null ? null : ((await recipientOf()?.called(row, called)) ?? null)
    return toSend(notice, `account:${row.accountId}`)
  }

  async function transcript(row: TranscriptDocument): Promise<Judged> {
    const [recipientOf, isReachable] = reaching()
    const { verdict, talk } = await judgeTranscript(deps, row, isReachable)
    if (verdict.do !== 'send') return verdict
    const recipient = recipientOf()
    if (talk === null || recipient === null) throw new Error('judged to be told to nobody')
    return toSend(await recipient.transcript(row, talk), talk.conversation.owner)
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

  return (row: TalkNoticeDocument): Promise<Judged> => {
    switch (row.kind) {
      case 'message.unread':
        return unread(row)
      case 'transcript':
        return transcript(row)
      case 'wait.overdue':
      case 'wait.unattended':
        return call(row)
    }
  }
}

/** @param notice null: not by this channel */
function toSend(notice: ComposedNotice | null, person: string): Judged {
  return notice === null ? { do: 'suppress', why: 'unreachable' } : { do: 'send', notice, person }
}
