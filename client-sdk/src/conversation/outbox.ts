import { backoffMs } from '../backoff.ts'
import { ClientError, type ClientErrorCode } from '../clientError.ts'
import type { Parts } from '../parts.ts'
import type { Kept, OutboxStore, Refusal } from './outboxStore.ts'
import type { Attachment, Message, Side } from './types.ts'

/** Something written that is not among the messages yet. */
export interface Unsent {
  readonly id: string
  readonly text: string
  readonly replyTo: number | null
  readonly attachments: readonly Attachment[]
  /** When it was written: milliseconds since 1970 by this device's clock. */
  readonly at: number
  /** `waiting`: for a connection, or for what was written before it. */
  readonly state: 'waiting' | 'sending' | 'refused'
  /** Why it was refused. */
  readonly error: ClientError | null
}

const backoff = { firstMs: 1000, maxMs: 30_000 }
const dayMs = 24 * 3_600_000
/** The session is between two tokens, or over; then the outbox is gone with it. */
const ofSession: ReadonlySet<ClientErrorCode> = new Set(['token_expired', 'unauthenticated', 'session_ended'])

/** How something is said. */
export interface Saying {
  readonly replyTo?: number | null
  /** Of the desk: though a colleague has the conversation. */
  readonly evenIfTaken?: boolean
  /** Files that were sent ahead. */
  readonly attachments?: readonly Attachment[]
}

export type Outbox = ReturnType<typeof createOutbox>

/**
 * Says what waits, one after the other: the next goes out when the one before it was definitely answered. What was
 * refused is set aside and holds up nothing.
 */
export function createOutbox(options: {
  parts: Parts
  store: OutboxStore
  conversationId: string
  side: Side
  /** Whoever speaks now; null for nobody who could. */
  actor: () => string | null
  /** @throws ClientError */
  say: (entry: Kept) => Promise<{ readonly seq: number }>
  /** What is shown of what was said; null before anything was heard. */
  shown: () => readonly Message[] | null
  changed: () => void
}) {
  const { parts, store, conversationId, side, actor, say, shown, changed } = options
  const { transport, clock, random, newId } = parts
  let pumping = false
  let sending: string | null = null
  /** Taken by the hub, and not yet seen among the messages. */
  let taken: readonly { readonly entry: Kept; readonly seq: number }[] = []

  return { add, retry, drop, list, pump: () => void pump(), reset: () => void (taken = []) }

  /** @returns its id @throws ClientError `too_many_waiting`, `session_changed` */
  function add(text: string, { replyTo = null, evenIfTaken, attachments = [] }: Saying = {}): string {
    const speaker = actor()
    if (speaker === null) throw ClientError.own('session_changed')
    const entry = {
      ...{ conversationId, actor: speaker, requestId: newId(), text: text.trim(), replyTo },
      ...(attachments.length > 0 && { attachments }),
      ...(evenIfTaken === true && { evenIfTaken }),
      ...{ at: clock.wall(), sentAfter: null, refusal: null },
    }
    if (!store.add(entry)) throw ClientError.own('too_many_waiting')
    void pump()
    changed()
    return entry.requestId
  }

  /** After everything that waits, as what it is: written now. */
  function retry(id: string, { evenIfTaken = false }: Pick<Saying, 'evenIfTaken'> = {}): void {
    const entry = own().find((it) => it.requestId === id && it.refusal !== null)
    if (entry === undefined) return
    store.remove(id)
    // Where an earlier try may still count, another id could say it twice.
    const requestId = entry.refusal?.settles === true ? newId() : id
    store.add({
      ...{ ...entry, requestId, at: clock.wall(), sentAfter: null, refusal: null },
      ...(evenIfTaken && { evenIfTaken }),
    })
    void pump()
    changed()
  }

  /** Only what was refused: of anything else nobody knows that it was not said. */
  function drop(id: string): void {
    if (!own().some((it) => it.requestId === id && it.refusal !== null)) return
    store.remove(id)
    changed()
  }

  function list(): readonly Unsent[] {
    const messages = shown() ?? []
    const top = messages.at(-1)?.seq ?? 0
    taken = taken.filter(({ seq }) => seq > top)
    const saying = taken.map(({ entry }) => unsent(entry, 'sending'))
    return [...saying, ...own().flatMap((entry) => stateOf(entry, messages))]
  }

  function stateOf(entry: Kept, messages: readonly Message[]): readonly Unsent[] {
    if (entry.refusal !== null) return [unsent(entry, 'refused')]
    if (stands(entry, messages)) return []
    return [unsent(entry, sending === entry.requestId && transport.connected() ? 'sending' : 'waiting')]
  }

  /** The feed was faster than the answer: it is not shown twice. */
  function stands({ sentAfter, text, attachments }: Kept, messages: readonly Message[]): boolean {
    if (sentAfter === null) return false
    return messages.some(
      (it) => it.seq > sentAfter && it.side === side && it.text === text && areSame(it.attachments, attachments),
    )
  }

  function own(): readonly Kept[] {
    const speaker = actor()
    return store.read().filter((it) => it.conversationId === conversationId && it.actor === speaker)
  }

  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (let failures = 0; !transport.closed(); ) {
      const next = own().find(({ refusal }) => refusal === null)
      if (next === undefined) break
      if (!(await transport.whenConnected(dayMs))) continue
      const waitMs = await trySaying(next, failures)
      failures = waitMs === null ? 0 : failures + 1
      // Without a connection it is the next one that is waited for.
      if (waitMs !== null && transport.connected()) await new Promise<void>((done) => clock.after(waitMs, done))
    }
    pumping = false
  }

  /** @returns milliseconds after which to try the same again; null when its answer was definite */
  async function trySaying(entry: Kept, failures: number): Promise<number | null> {
    const { requestId } = entry
    const sentAfter = entry.sentAfter ?? newestSeen()
    if (sentAfter !== entry.sentAfter) store.change(requestId, { sentAfter })
    sending = requestId
    changed()
    try {
      const { seq } = await say(entry)
      if (entry.actor === actor()) taken = [...taken, { entry, seq }]
      store.remove(requestId)
      return null
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      if (isOpen(failure)) return Math.max(failure.retryAfterMs ?? 0, backoffMs(backoff, failures, random))
      store.change(requestId, { refusal: refusalOf(failure) })
      return null
    } finally {
      sending = null
      changed()
    }
  }

  function newestSeen(): number | null {
    const messages = shown()
    return messages === null ? null : Math.max(messages.at(-1)?.seq ?? 0, taken.at(-1)?.seq ?? 0)
  }
}

/** Whether it may have been said, or may yet be. */
function isOpen({ retryable, code }: ClientError): boolean {
  return retryable || ofSession.has(code) || code === 'session_changed' || code === 'closed'
}

function areSame(a: readonly Attachment[], b: readonly Attachment[] = []): boolean {
  return a.length === b.length && a.every(({ attachmentId }, n) => attachmentId === b[n]?.attachmentId)
}

function unsent({ requestId, text, replyTo, attachments = [], at, refusal }: Kept, state: Unsent['state']): Unsent {
  const error = refusal === null ? null : new ClientError({ ...refusal, code: refusal.code as ClientErrorCode })
  return { id: requestId, text, replyTo, attachments, at, state, error }
}

function refusalOf(error: ClientError): Refusal {
  const { code, message, hint, retryable, settles, reason, issues } = error
  return { code, message, hint, retryable, settles, issues: [...issues], ...(reason !== undefined && { reason }) }
}
