import type { Output } from '../../../shared/contract/index.ts'
import type { Deps } from '../deps.ts'
import { presentMessage } from '../presenters/presentMessage.ts'

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
