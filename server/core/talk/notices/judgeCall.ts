import { stateAt } from '../../../../shared/domain/concierge/conversation.ts'
import { opensAt } from '../../../../shared/domain/concierge/hours.ts'
import type { Verdict } from '../../../../shared/domain/notices/decideNotice.ts'
import type { Deps } from '../../deps.ts'
import { accountKeyOf } from '../../identity/accounts.ts'
import type { AccountDocument } from '../../identity/documents.ts'
import { findConversation } from '../conversations.ts'
import { rulesOf } from '../desks.ts'
import type { DeskDocument } from '../documents.ts'
import { isThere, nobodyIsThere } from '../presence.ts'
import type { CallDocument } from './documents.ts'
import { calledNow } from './whoIsCalled.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'presence'>

export interface Called {
  readonly account: AccountDocument
  readonly desk: DeskDocument
}

/** Judged against who waits, and who is there, by now. @param isReachable of whoever is called */
export async function judgeCall(
  deps: Needs,
  row: CallDocument,
  isReachable: (owner: string) => Promise<boolean>,
): Promise<{ readonly verdict: Verdict; readonly called: Called | null }> {
  const { collections, clock, presence } = deps
  const now = clock.now()
  const not = (why: Extract<Verdict, { do: 'suppress' }>['why']) =>
    ({ verdict: { do: 'suppress', why }, called: null }) as const
  const conversation = await findConversation(deps, row.conversationId)
  const desk = await collections.desks.findOne({ _id: conversation?.deskId ?? '' }, { maxTimeMS: 3000 })
  if (conversation === null || desk === null) return not('not_true')
  const stillWaits = conversation.waitingSince === row.since.getTime() && stateAt(conversation, now) === 'open'
  if (!stillWaits) return not('not_true')
  const attendance = await presence.at(desk._id)
  if (row.kind === 'wait.unattended') {
    const isTaken = (conversation.assignee ?? null) !== null
    const isOpen = opensAt(rulesOf(desk).hours, now) === now
    if (isTaken || !isOpen || nobodyIsThere(attendance, now) !== true) return not('not_true')
  }
  const heard = attendance.people.get(row.accountId)
  // They see it before them, and need no phone for it.
  if (row.channel === 'push' && heard !== undefined && isThere(heard, now)) return not('delivered')
  const account = await calledNow(deps, { ...row, deskId: desk._id })
  if (account === null) return not('no_member')
  if (!(await isReachable(accountKeyOf(account)))) return not('unreachable')
  return { verdict: { do: 'send' }, called: { account, desk } }
}
