import { unreadUsefulMs } from '../../../../shared/domain/notices/unread.ts'
import type { Deps } from '../../deps.ts'
import type { Language } from '../../identity/documents.ts'
import { asMail } from '../../notices/mails/asMail.ts'
import { oneLine, shortened } from '../../notices/mails/clean.ts'
import { unreadLetter } from '../../notices/mails/talkLetters.ts'
import type { Mail, Push } from '../../notices/message.ts'
import { pushWords } from '../../notices/pushWords.ts'
import type { DeskDocument } from '../documents.ts'
import { openSaid } from '../sealing.ts'
import type { CallDocument, UnreadDocument } from './documents.ts'
import type { Unread } from './judgeUnread.ts'

const longestDesk = 60

/** What was said, for whoever has the address. Their words are in no row and no queue: they are opened here. */
export function composeUnreadMail(
  deps: Pick<Deps, 'config' | 'crypt' | 'macs'>,
  { _id, conversationId }: UnreadDocument,
  { desk, messages, zone }: Unread,
  { to, language }: { readonly to: string; readonly language: Language },
): Mail {
  const { publicUrl } = deps.config
  const said = messages.flatMap(({ _id: messageId, at, text }) =>
    text === null ? [] : [{ at: at.getTime(), text: openSaid(deps, 'text', messageId, text) }],
  )
  const letter = unreadLetter({
    language,
    deskName: deskNameIn(desk, language),
    zone,
    said,
    talkUrl: `${publicUrl}/messages/${conversationId}`,
    noticesUrl: `${publicUrl}/account#notices`,
  })
  return asMail(letter, { to, messageId: deps.macs.secretFor('message-id', `talk ${_id}`) })
}

/** On a locked screen stands who has answered, and nothing of what was said. Of one conversation the newest replaces. */
export function composeUnreadPush(
  { macs }: Pick<Deps, 'macs'>,
  { kind, conversationId, since }: UnreadDocument,
  desk: DeskDocument,
  language: Language,
): Push {
  return {
    title: pushWords[language].talk[kind],
    body: deskNameIn(desk, language),
    language,
    path: `/messages/${conversationId}`,
    collapseKey: macs.secretFor('push', `talk ${conversationId}`),
    until: since.getTime() + unreadUsefulMs,
  }
}

/** After that somebody else was called, or has answered. */
const callUsefulMs = 3_600_000

/** Nothing of the guest; it leads to the conversation. Of one desk the newest replaces: who else waits is seen there. */
export function composeCall(
  { macs }: Pick<Deps, 'macs'>,
  { kind, conversationId, dueAt, since }: CallDocument,
  desk: DeskDocument,
  language: Language,
): Push {
  return {
    title: pushWords[language].talk[kind],
    body: deskNameIn(desk, language),
    language,
    path: `/desk/at/${desk._id}/${conversationId}`,
    collapseKey: macs.secretFor('push', `call ${desk._id}`),
    until: (dueAt ?? since).getTime() + callUsefulMs,
  }
}

function deskNameIn({ name, localNames }: DeskDocument, language: Language): string {
  return shortened(oneLine((language === 'en' ? null : localNames[language]) ?? name), longestDesk)
}
