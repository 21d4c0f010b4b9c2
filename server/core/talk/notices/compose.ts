import { unreadUsefulMs } from '../../../../shared/domain/notices/unread.ts'
import type { Deps } from '../../deps.ts'
import type { Language } from '../../identity/documents.ts'
import type { MailAddress } from '../../identity/mailAddress.ts'
import { asMail } from '../../notices/mails/asMail.ts'
import { oneLine, shortened } from '../../notices/mails/clean.ts'
import { transcriptLetter, unreadLetter } from '../../notices/mails/talkLetters.ts'
import type { Mail, Push } from '../../notices/message.ts'
import { pushWords } from '../../notices/pushWords.ts'
import { newestSaid } from '../../transcripts/newestSaid.ts'
import { momentOf } from '../../transcripts/write.ts'
import type { DeskDocument } from '../documents.ts'
import { openSaid } from '../sealing.ts'
import type { CallDocument, TranscriptDocument, UnreadDocument } from './documents.ts'
import type { Transcribed } from './judgeTranscript.ts'
import type { Unread } from './judgeUnread.ts'
import { talkUnsubscribeUrlOf } from './mailLink.ts'

const longestDesk = 60

/** What was said, for whoever has the address. Their words are in no row and no queue: they are opened here. */
export function composeUnreadMail(
  deps: Pick<Deps, 'config' | 'crypt' | 'macs'>,
  { _id, conversationId }: UnreadDocument,
  { conversation, desk, messages, zone }: Unread,
  { to, language }: MailAddress,
): Mail {
  const { publicUrl } = deps.config
  const unsubscribe = talkUnsubscribeUrlOf(deps, conversation)
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
    unsubscribeUrl: unsubscribe,
  })
  return asMail(letter, { to, messageId: deps.macs.secretFor('message-id', `talk ${_id}`), unsubscribe })
}

/**
 * What was said, for the guest with whom it was, whoever asked for it: without what staff said among themselves, what was
 * withdrawn, and what it was before it was changed. It is opened here and nowhere before.
 */
export async function composeTranscript(
  deps: Pick<Deps, 'config' | 'collections' | 'crypt' | 'macs' | 'clock'>,
  { _id, conversationId }: TranscriptDocument,
  { desk, zone }: Transcribed,
  { to, language }: MailAddress,
): Promise<Mail> {
  const letter = transcriptLetter({
    ...(await newestSaid(deps, conversationId, { side: 'guest', language, zone })),
    ...{ language, zone },
    deskName: deskNameIn(desk, language),
    at: momentOf(new Date(deps.clock.now()), { language, zone }),
    talkUrl: `${deps.config.publicUrl}/messages/${conversationId}`,
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
