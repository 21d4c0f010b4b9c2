import type { Output } from '../../../shared/contract/index.ts'
import type { Deps } from '../deps.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { openFile } from './guestFiles.ts'

/** Of each conversation the newest; what is older can be read in pages. */
const most = 500

/** What somebody and desks have said to each other, the oldest first; without what staff say among themselves. */
export async function exportConversations(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  owner: string,
): Promise<Output<'account.export'>['conversations']> {
  const { conversations, messages } = deps.collections
  const own = await conversations.find({ owner }, { maxTimeMS: 5000 }).sort({ lastAt: -1, _id: 1 }).toArray()
  const exported = own.map(async ({ _id: stream, deskId }) => {
    const newest = await messages.find({ stream }, { maxTimeMS: 10_000 }).sort({ seq: -1 }).limit(most).toArray()
    const told = newest.toReversed().map((row) => {
      const { at, side, text, attachments } = presentMessage(deps, row, 'guest')
      return { at, side, text, attachments: attachments.map(({ name }) => name) }
    })
    return { deskId, messages: told }
  })
  return Promise.all(exported)
}

/** What desks wrote down about somebody, and how much they say they owe them. */
export async function exportGuestFiles(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  owner: string,
): Promise<Output<'account.export'>['guestFiles']> {
  const { conversations, guestFiles } = deps.collections
  const own = await conversations.find({ owner }, { maxTimeMS: 5000 }).sort({ lastAt: -1, _id: 1 }).toArray()
  const found = await guestFiles.find({ _id: { $in: own.map(({ _id }) => _id) } }, { maxTimeMS: 5000 }).toArray()
  const byId = new Map(found.map((file) => [file._id, file]))
  return own.map(({ _id, deskId, tier = 'standard' }) => {
    const { allergies, seating, notes } = openFile(deps, byId.get(_id) ?? null)
    return { deskId, tier, allergies, seating, notes }
  })
}
