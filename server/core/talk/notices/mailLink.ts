import { AppError } from '../../appError.ts'
import type { Deps } from '../../deps.ts'
import { findAccount } from '../../identity/accounts.ts'
import { findConversation } from '../conversations.ts'
import type { ConversationDocument } from '../documents.ts'

const kind = 'unsubscribe-talk'

type Own = Pick<ConversationDocument, '_id' | 'owner'>

/**
 * The secret of the link by which somebody unsubscribes from answers by mail: derived from the conversation and whoever
 * has it, as that of a reminder is from its reservation. It reaches that one wish and nothing that was said.
 */
export function talkMailSecretOf({ macs }: Pick<Deps, 'macs'>, of: Own): string {
  return macs.secretFor(kind, textOf(of))
}

export function talkUnsubscribeUrlOf(deps: Pick<Deps, 'config' | 'macs'>, of: Own): string {
  return `${deps.config.publicUrl}/unsubscribe/messages/${of._id}/${talkMailSecretOf(deps, of)}`
}

/**
 * The conversation whose mail had this link.
 *
 * @throws AppError `not_found`, alike for one that is wrong, another's, and of whoever was erased since
 */
export async function mailedConversation(
  deps: Pick<Deps, 'macs' | 'collections'>,
  { conversationId, secret }: { readonly conversationId: string; readonly secret: string },
): Promise<ConversationDocument> {
  const found = await findConversation(deps, conversationId)
  if (found === null || !deps.macs.isSecretFor(secret, kind, textOf(found))) throw new AppError('not_found')
  // Mails go to accounts only.
  if ((await findAccount(deps, found.owner)) === null) throw new AppError('not_found')
  return found
}

function textOf({ _id, owner }: Own): string {
  return `${_id} ${owner}`
}
