import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { mailAddressOf } from '../../identity/mailAddress.ts'
import { canonical, idOf } from '../../infra/ids.ts'
import { masked } from '../../notices/mails/clean.ts'
import { conversationFor } from '../../talk/conversations.ts'
import { planTranscript } from '../../talk/notices/planTranscript.ts'

/**
 * Has what was said sent to whom it was said with. Whoever asks names no address, so that nobody's words go where a
 * member of the desk would have them; the one there is now only decides whether it makes sense to wait for a mail, and
 * which one it goes to is looked up when it goes.
 *
 * @throws AppError `not_found`, `no_address`, `request_id_reused`
 */
export async function mailTranscript(
  { deps, actor, policy, requestId, bodyHash }: Context,
  { conversationId }: Input<'conversation.mail'>,
): Promise<Output<'conversation.mail'>> {
  const { conversation, side } = await conversationFor({ deps, actor, policy }, conversationId)
  const { owner } = conversation
  const address = await mailAddressOf(deps, owner)
  if (address === null) throw new AppError('no_address')
  const id = idOf(`transcript ${canonical([actor.key, requestId])}`)
  if (side === 'desk') {
    await deps.audit.record({ action: 'conversation.mailed', by: actor.key, to: owner, requestId }, id)
  }
  await planTranscript(deps, conversationId, { id, bodyHash })
  return { to: side === 'guest' ? masked(address.to) : null }
}
