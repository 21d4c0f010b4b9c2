import { type Conversation, conversationOf, type Message } from '../../../client-sdk/src/conversation.ts'
import type { Store } from '../../../client-sdk/src/ports.ts'
import { type FakeHub, ok, opened } from './fakeHub.ts'
import { session, setUp } from './sessionKit.ts'

export const conversationId = 'c1'

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    type: 'message',
    seq,
    messageId: `id${seq}`,
    side: 'guest',
    by: null,
    text: `text ${seq}`,
    replyTo: null,
    at: new Date(Date.UTC(2026, 11, 5) + seq).toISOString(),
    editedAt: null,
    withdrawnAt: null,
    was: [],
    reactions: [],
    cards: [],
    ...more,
  }
}

export interface Sent {
  readonly input: { readonly text: string; readonly replyTo?: number }
  readonly requestId: string
}

/** A conversation at a fake hub: numbers what is sent, tells it to whoever follows, remembers request ids. */
export function fakeTalk(hub: FakeHub) {
  const said: Message[] = []
  const answers = new Map<string, object>()
  let version = 0
  const none = { readUpTo: 0, deliveredUpTo: 0 }
  const about = { type: 'about', conversationId, deskId: 'd', state: 'open', language: 'en', guest: none, desk: none }
  const newest = () => Object.fromEntries(said.slice(-50).map((it) => [`m${it.seq}`, it]))

  hub.on('session.guest', () => session('anna'))
  hub.on('feed.open', () => opened({ version: `v${version}`, snapshot: { about, ...newest() } }))
  hub.on('message.send', (sent: Sent) => answer(sent))
  hub.on('message.list', ({ input }: { input: { before: number; limit: number } }) =>
    ok({
      messages: said
        .filter(({ seq }) => seq < input.before)
        .slice(-input.limit)
        .toReversed(),
      more: false,
    }),
  )
  for (const name of ['conversation.read', 'conversation.delivered', 'conversation.typing']) hub.on(name, () => ok({}))
  return { said, say, answer, change, texts: () => said.map(({ text }) => text) }

  /** @returns the answer: for a request seen before, the first one */
  function answer({ input, requestId }: Sent): object {
    const known = answers.get(requestId)
    if (known !== undefined) return known
    const { seq, messageId, at } = say({ text: input.text, replyTo: input.replyTo ?? null })
    const fresh = ok({ messageId, seq, at })
    answers.set(requestId, fresh)
    return fresh
  }

  function say(more: Partial<Message> = {}): Message {
    const it = message(said.length + 1, more)
    said.push(it)
    change({ [`m${it.seq}`]: it }, said.length > 50 ? [`m${it.seq - 50}`] : [])
    return it
  }

  function change(set: Record<string, unknown>, unset: string[] = []): void {
    const from = `v${version++}`
    hub.send('feed.patch', { key: 'k', epoch: 'e', from, to: `v${version}`, set, unset })
  }
}

/** A guest on a device that follows the conversation. */
export async function guestAt(hub: FakeHub, storage?: Store) {
  const device = setUp(hub, storage)
  await device.client.session.guest()
  const conversation = conversationOf(device.client, conversationId)
  const shown: (readonly number[])[] = []
  conversation.subscribe(() => shown.push(conversation.get().messages.map(({ seq }) => seq)))
  return { ...device, conversation, shown }
}

export const textsIn = (conversation: Conversation) => conversation.get().messages.map(({ text }) => text)

/** What waits, and how it stands. */
export const waitingIn = (conversation: Conversation) =>
  conversation.get().outbox.map(({ text, state }) => [text, state])
