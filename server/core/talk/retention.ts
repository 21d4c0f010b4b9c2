import type { mongo } from 'mongoose'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { keptUntil } from '../../../shared/domain/concierge/keeping.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { removeConversations } from './conversations.ts'
import { rulesOf } from './desks.ts'
import type { ConversationDocument, DeskDocument } from './documents.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'talked' | 'blobs'>
type Filter = mongo.Filter<ConversationDocument>

/** Conversations of one desk in one round. */
const most = 100
/** Whoever read the row before it was marked has said what they were about to say by then, and it was counted in. */
const graceMs = 600_000

/**
 * Removes what has been silent for as long as its desk keeps it, with everything that was said: first it is marked, and
 * whoever writes takes the mark away; some rounds later it is decided, and then nobody can write any more. Killed
 * anywhere it goes on where it was.
 *
 * @returns how many conversations it marked or removed
 */
export async function removeSilent(deps: Needs): Promise<number> {
  const now = deps.clock.now()
  let changed = 0
  for await (const desk of deps.collections.desks.find({}, { projection: { keepMonths: 1 }, maxTimeMS: 60_000 })) {
    const silent = silentAt(desk, now)
    changed += (await remove(deps, desk._id)) + (await decide(deps, silent, now)) + (await mark(deps, silent, now))
  }
  return changed
}

/**
 * Keeps a conversation that was about to be removed.
 *
 * @throws AppError `not_found`: it is being removed
 */
export async function stay(
  { collections }: Pick<Deps, 'collections'>,
  { _id, leaving }: Pick<ConversationDocument, '_id' | 'leaving'>,
): Promise<void> {
  if (leaving === undefined) return
  const { matchedCount } = await collections.conversations.updateOne(
    { _id, 'leaving.decided': { $ne: true } },
    { $unset: { leaving: 1 }, $inc: { version: 1 } },
    { maxTimeMS: 3000 },
  )
  if (matchedCount === 0) throw new AppError('not_found')
}

function silentAt(desk: Pick<DeskDocument, '_id' | 'keepMonths'>, now: Instant): Filter {
  const until = keptUntil(now, rulesOf(desk).keepMonths)
  // Of visitors without an account, by the beginning of their keys.
  const visitors = { owner: { $gte: 'guest:', $lt: 'guest;' }, lastAt: { $lt: until.visitor } }
  return { deskId: desk._id, $or: [{ lastAt: { $lt: until.account } }, visitors] }
}

async function mark({ collections }: Needs, silent: Filter, now: Instant): Promise<number> {
  const { conversations } = collections
  const found = await conversations
    .find({ ...silent, leaving: { $exists: false } }, { projection: { version: 1 }, maxTimeMS: 5000 })
    .limit(most)
    .toArray()
  if (found.length === 0) return 0
  const { modifiedCount } = await conversations.bulkWrite(
    found.map(({ _id, version }) => ({
      updateOne: { filter: { _id, version }, update: { $set: { leaving: { since: now } }, $inc: { version: 1 } } },
    })),
    { ordered: false },
  )
  return modifiedCount
}

/** What is still silent; what was said in the meantime keeps it, whether or not it is counted in. */
async function decide({ collections }: Needs, silent: Filter, now: Instant): Promise<number> {
  const { conversations, messages } = collections
  const due = await conversations
    .find({ 'leaving.since': { $lt: now - graceMs }, 'leaving.decided': { $ne: true }, deskId: silent.deskId ?? '' })
    .limit(most)
    .toArray()
  for (const { _id, top, version } of due) {
    const isSaid = await messages.findOne({ stream: _id, seq: { $gt: top } }, { projection: { _id: 1 } })
    const decided = { $set: { 'leaving.decided': true as const }, $inc: { version: 1 } }
    const written =
      isSaid === null && (await conversations.updateOne({ ...silent, _id, version }, decided)).matchedCount
    if (!written) await conversations.updateOne({ _id, version }, { $unset: { leaving: 1 }, $inc: { version: 1 } })
  }
  return due.length
}

async function remove(deps: Needs, deskId: string): Promise<number> {
  const decided = { 'leaving.since': { $gt: 0 }, 'leaving.decided': true, deskId } as const
  const found = await deps.collections.conversations.find(decided, { maxTimeMS: 5000 }).limit(most).toArray()
  await removeConversations(
    deps,
    found.map(({ _id }) => _id),
  )
  for (const conversation of found) deps.talked.tell(conversation)
  return found.length
}
