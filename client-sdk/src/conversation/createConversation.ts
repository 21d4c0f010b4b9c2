import type { ClientError } from '../clientError.ts'
import type { Client } from '../createClient.ts'
import type { FeedStatus } from '../feedState.ts'
import type { Parts } from '../parts.ts'
import { createSignal } from '../signal.ts'
import { type Cards, createCards } from './cards.ts'
import { createMark } from './mark.ts'
import { createOutbox, type Saying, type Unsent } from './outbox.ts'
import type { OutboxStore } from './outboxStore.ts'
import { createThread } from './thread.ts'
import type { About, Message, Side } from './types.ts'
import { createWriting } from './writing.ts'

/** One moment of a conversation; a new object for every change, the same one in between. */
export interface ConversationSnapshot {
  /** Of the feed, as `provenAt` and `error` are: while it is not live, what was last known is shown. */
  readonly status: FeedStatus
  readonly provenAt: number | null
  readonly error: ClientError | null
  /** How far each side has read and received, and how things stand; null until first heard. */
  readonly about: About | null
  /** In order and without a hole. */
  readonly messages: readonly Message[]
  /** What the messages carry. */
  readonly cards: Cards
  /** There is more before the first of them: `older` brings it. */
  readonly hasOlder: boolean
  /** What was written here and is not among the messages yet, in its order. */
  readonly outbox: readonly Unsent[]
  /** Somebody of the other side is writing. */
  readonly writing: boolean
}

/** One conversation as this device has it. Fits `useSyncExternalStore`. */
export interface Conversation {
  get(): ConversationSnapshot
  /** The first subscriber opens it at the hub, the last one to leave closes it; what waits is sent all the same. */
  subscribe(changed: () => void): () => void
  /**
   * Puts it into the outbox, which is kept on the device until the hub has definitely taken it, or refused it.
   *
   * @returns its id there
   * @throws ClientError `too_many_waiting`; `session_changed` where nobody is logged in
   */
  send(text: string, options?: Saying): string
  /** Something refused once more, after all that waits; `evenIfTaken` where it was refused for that. */
  retry(id: string, options?: Pick<Saying, 'evenIfTaken'>): void
  /** Takes something refused out of the outbox. */
  drop(id: string): void
  /** The page before the first message that is held. @throws ClientError */
  older(): Promise<void>
  /** The person has seen everything up to this message. */
  read(upTo: number): void
  /** The person is writing: told every few seconds at most, however often it is called. */
  typing(): void
}

/** @param side on which whoever uses this client stands */
export function createConversation(options: {
  client: Client
  parts: Parts
  store: OutboxStore
  conversationId: string
  side: Side
}): Conversation {
  const { client, parts, store, conversationId, side } = options
  const { call } = client
  const others = side === 'guest' ? 'desk' : 'guest'
  const heard = createSignal()
  const feed = client.feed('conversation', { conversationId })
  const page = async (before: number, limit: number) =>
    (await call('message.list', { conversationId, before, limit })).messages
  const thread = createThread({ page, changed })
  const outbox = createOutbox({
    ...{ parts, store, conversationId, side, changed, actor },
    say: ({ requestId, text, replyTo, evenIfTaken, attachments = [] }) =>
      call(
        'message.send',
        {
          ...{ conversationId, text },
          ...(replyTo !== null && { replyTo }),
          ...(evenIfTaken === true && { evenIfTaken }),
          ...(attachments.length > 0 && { attachments: attachments.map(({ attachmentId }) => attachmentId) }),
        },
        { requestId },
      ),
    shown: () => (content === null ? null : thread.shown()),
  })
  const cards = createCards({ client, conversationId, changed: hear })
  const received = createMark((upTo) => call('conversation.delivered', { conversationId, upTo }))
  const seen = createMark((upTo) => call('conversation.read', { conversationId, upTo }))
  const writing = createWriting({ parts, conversationId, side: others, tell, changed })
  let content: ReturnType<typeof feed.get>['content'] = null
  let speaker = actor()
  let followers = 0
  let unfollow: (() => void) | null = null
  let snapshot = take()

  client.session.subscribe(anotherPerson)
  parts.transport.listen({ connected: comeBack, disconnected: changed })
  store.watch(changed)
  outbox.pump()

  return {
    get: () => snapshot,
    subscribe(listener) {
      const leave = heard.listen(listener)
      followers += 1
      if (followers === 1) {
        unfollow = feed.subscribe(look)
        look()
      }
      let left = false
      return () => {
        leave()
        if (left) return
        left = true
        followers -= 1
        if (followers > 0) return
        unfollow?.()
        cards.follow(false)
      }
    },
    send: outbox.add,
    retry: outbox.retry,
    drop: outbox.drop,
    older: thread.older,
    read: (upTo) => seen.upTo(Math.min(upTo, thread.top())),
    typing: writing.typing,
  }

  /** Whose words the outbox keeps; with a token from elsewhere it is in memory, and whoever has the client. */
  function actor(): string | null {
    if (parts.byToken) return ''
    const { kind, actor: key } = client.session.get()
    return kind === 'link' ? null : key
  }

  function look(): void {
    const next = feed.get().content
    // Come back to, a feed begins empty: until it is heard, what was seen stays.
    if (next !== null && next !== content) {
      content = next
      thread.newest(messagesIn(next))
      note()
    }
    changed()
    if (content !== null) void thread.fill()
  }

  /** That it has come is told by itself, for what the other side has said. */
  function note(): void {
    const about = aboutIn(content)
    if (about !== null) seen.known(about[side].readUpTo)
    if (about !== null) received.known(about[side].readUpTo)
    const newest = thread.shown().findLast((it) => it.side === others)
    if (newest !== undefined) received.upTo(newest.seq)
    writing.heard(newest?.seq ?? 0)
  }

  function changed(): void {
    cards.follow(followers > 0 && thread.shown().some((message) => message.cards.length > 0))
    hear()
  }

  function hear(): void {
    snapshot = take()
    heard.tell()
  }

  function take(): ConversationSnapshot {
    const { status, provenAt, error } = feed.get()
    const [messages, hasOlder] = [thread.shown(), thread.hasOlder()]
    const about = aboutIn(content)
    return { status, provenAt, error, about, messages, cards: cards.now(), hasOlder, ...unsaid() }
  }

  function unsaid(): Pick<ConversationSnapshot, 'outbox' | 'writing'> {
    return { outbox: outbox.list(), writing: writing.now() }
  }

  function comeBack(): void {
    outbox.pump()
    received.again()
    seen.again()
    changed()
  }

  function anotherPerson(): void {
    const now = actor()
    if (now === speaker) return
    speaker = now
    content = null
    for (const part of [thread, outbox, received, seen, writing]) part.reset()
    look()
    outbox.pump()
  }

  function tell(): void {
    call('conversation.typing', { conversationId }).catch(() => undefined)
  }
}

type Content = ReturnType<ReturnType<Client['feed']>['get']>['content']

function aboutIn(content: Content): About | null {
  return (content?.['about'] as About | undefined) ?? null
}

function messagesIn(content: Content): readonly Message[] {
  const { about: _, ...messages } = content ?? {}
  return (Object.values(messages) as Message[]).sort((a, b) => a.seq - b.seq)
}
