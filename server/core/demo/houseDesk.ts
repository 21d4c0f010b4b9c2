import { operations } from '../../../shared/contract/index.ts'
import { openConversation } from '../commands/talk/conversations.ts'
import { sendMessage } from '../commands/talk/messages.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { accountKeyOf } from '../identity/accounts.ts'
import { idOf, sha256 } from '../infra/ids.ts'

export const demoHouseDesk = {
  deskId: idOf('demo house desk'),
  name: 'Couvert Concierge',
  localNames: { ko: '쿠베르 컨시어지', ja: 'クーベル コンシェルジュ' },
} as const

/** What somebody waits with, so that whoever opens the desk sees it at work. */
const asked = [
  'Good evening! Two of us are in Seoul next weekend, for our tenth anniversary.',
  'Is there a quiet table for dinner on Saturday, by a window if it can be had?',
  'One of us cannot eat shellfish.',
] as const

/** The guest of the demo writes to the desk of the house. Said again at each start of each node it is said once. */
export async function askHouseDesk(deps: Deps, guestId: string): Promise<void> {
  const ctx = (operation: 'conversation.open' | 'message.send', text: string): Context => ({
    deps,
    actor: { key: accountKeyOf({ _id: guestId }), sessionId: null, grants: [{ role: 'diner', venueId: null }] },
    policy: operations[operation].policy,
    ...{ address: '', device: null, requestId: idOf(`demo ${text}`), bodyHash: sha256(text), retry: true },
  })
  const { conversationId } = await openConversation(ctx('conversation.open', ''), {
    deskId: demoHouseDesk.deskId,
    language: 'en',
  })
  for (const text of asked) await sendMessage(ctx('message.send', text), { conversationId, text })
}
