import { mongo } from 'mongoose'
import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import type { Context } from '../../context.ts'
import { findAccount } from '../../identity/accounts.ts'
import { presentReservation } from '../../presenters/presentReservation.ts'
import { conversationAtDesk, findConversation } from '../../talk/conversations.ts'
import { findDesk } from '../../talk/desks.ts'
import type { ConversationDocument } from '../../talk/documents.ts'
import { openFile, sealFile } from '../../talk/guestFiles.ts'
import { accountIdOf, namesOf } from '../../talk/people.ts'
import { keyed } from '../../talk/say.ts'
import { visitsOf } from '../../talk/visits.ts'
import { openedDetails, toldOf } from '../account/guestWords.ts'

const duplicateKey = 11_000

/** On record before it is told. @throws AppError `not_found` */
export async function whoIs(
  ctx: Context,
  { conversationId }: Input<'conversation.who'>,
): Promise<Output<'conversation.who'>> {
  const { deps, actor } = ctx
  const conversation = await conversationAtDesk(ctx, conversationId)
  const { owner, deskId, language, tier = 'standard', own } = conversation
  await deps.audit.record({ action: 'guest.looked', by: actor.key, to: owner })
  const [desk, file, names] = await Promise.all([
    findDesk(deps, deskId),
    deps.collections.guestFiles.findOne({ _id: conversationId }, { maxTimeMS: 3000 }),
    namesOf(deps, [conversation]),
  ])
  const { upcoming, past, counters, newest } = await visitsOf(deps, owner, desk.venueIds)
  const told = newest === null ? null : toldOf(await openedDetails(deps, [newest]), newest)
  const present = (row: (typeof past)[number]) => presentReservation(row, deps.clock.now())
  return {
    name: names.get(owner) ?? null,
    since: await sinceOf(ctx, conversation),
    language,
    tier,
    own: accountIdOf(own),
    file: openFile(deps, file),
    told: { allergies: told?.allergies ?? null, wishes: told?.wishes ?? null },
    counters,
    upcoming: upcoming.map(present),
    past: past.map(present),
  }
}

async function sinceOf({ deps }: Context, { owner }: ConversationDocument): Promise<string | null> {
  if (!owner.startsWith('account:')) return null
  return (await findAccount(deps, owner))?.createdAt.toISOString() ?? null
}

/** @throws AppError `not_found`, `settings_conflict` where somebody else wrote meanwhile, `request_id_reused` */
export async function describeGuest(
  ctx: Context,
  { conversationId, version, ...words }: Input<'conversation.describe'>,
): Promise<Output<'conversation.describe'>> {
  const { deps, actor, requestId } = ctx
  const { owner } = await conversationAtDesk(ctx, conversationId)
  const request = { actor: actor.key, requestId, bodyHash: keyed(ctx, ctx.bodyHash) }
  await deps.audit.record({ action: 'guest.described', by: actor.key, to: owner }, `${actor.key} ${requestId}`)
  const at = new Date(deps.clock.now())
  const written = { ...sealFile(deps, conversationId, words), at, request, version: version + 1 }
  const { guestFiles } = deps.collections
  const found = await guestFiles
    .findOneAndUpdate(
      { _id: conversationId, version },
      { $set: written },
      { upsert: version === 0, returnDocument: 'after', maxTimeMS: 3000 },
    )
    .catch((error: unknown) => {
      // Somebody else has just written the first one.
      if (!(error instanceof mongo.MongoServerError && error.code === duplicateKey)) throw error
      return null
    })
  await mustStay(ctx, conversationId)
  if (found !== null) return { version: found.version }
  const there = (await guestFiles.findOne({ _id: conversationId }, { maxTimeMS: 3000 }))?.request
  if (there?.actor !== request.actor || there.requestId !== requestId) throw new AppError('settings_conflict')
  if (there.bodyHash !== request.bodyHash) throw new AppError('request_id_reused')
  return { version: version + 1 }
}

/**
 * Looked at after writing: whoever erases the conversation says so first and removes the file after, so one of both sees
 * the other, and no file is left of somebody who is gone.
 *
 * @throws AppError `not_found`
 */
async function mustStay({ deps }: Context, conversationId: string): Promise<void> {
  if (deps.probe?.breaks('describe-unseen') === true) return
  const conversation = await findConversation(deps, conversationId)
  if (conversation !== null && conversation.leaving?.decided !== true) return
  await deps.collections.guestFiles.deleteOne({ _id: conversationId }, { maxTimeMS: 3000 })
  throw new AppError('not_found')
}
