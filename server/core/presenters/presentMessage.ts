import type { z } from 'zod'
import type { message } from '../../../shared/contract/talk.ts'
import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import type { Deps } from '../deps.ts'
import type { MessageDocument } from '../talk/documents.ts'
import { openSaid } from '../talk/sealing.ts'

type Message = z.infer<typeof message>

/** A message as that side sees it: the guest is told neither who of the desk spoke nor what was said before. */
export function presentMessage(deps: Pick<Deps, 'crypt'>, row: MessageDocument, to: Side): Message {
  const { _id, seq, side, sender, text, replyTo, at, editedAt, withdrawnAt, was, reactions = [], cards = [] } = row
  return {
    type: 'message',
    seq,
    messageId: _id,
    side,
    by: to === 'desk' && side === 'desk' ? sender.replace('account:', '') : null,
    text: text === null ? null : openSaid(deps, 'text', _id, text),
    replyTo,
    at: at.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    was: to === 'desk' && was !== undefined ? (JSON.parse(openSaid(deps, 'was', _id, was)) as string[]) : [],
    reactions: reactions.map((one) => ({ side: one.side, reaction: one.reaction })),
    cards: cards.map(({ kind, reservationId }) => ({ kind, reservationId })),
  }
}
