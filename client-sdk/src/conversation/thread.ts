import type { Message } from './types.ts'

/** Asked for at once where something is missing; the hub gives no more. */
const fillPage = 100
const olderPage = 50
/** A hole wider than this is not filled: the newest are shown, and what is before them comes when it is asked for. */
const mostFilled = 500

/** Messages before a number, the newest first. */
export type ReadPage = (before: number, limit: number) => Promise<readonly Message[]>

export type Thread = ReturnType<typeof createThread>

/**
 * What is held of a conversation. Shown is only what stands together: where something is missing between what was seen
 * and what is newest, it is read first.
 */
export function createThread({ page, changed }: { page: ReadPage; changed: () => void }) {
  const held = new Map<number, Message>()
  let shown: readonly Message[] = []
  /** The number of the first that is shown; 0: nothing is held. */
  let low = 0
  /** Another for each person: what was asked for somebody else counts for nothing. */
  let life = {}
  let filling: object | null = null
  let reading: Promise<void> | null = null

  return {
    shown: () => shown,
    top,
    hasOlder: () => low > 1,
    newest,
    fill,
    older,
    reset() {
      life = {}
      held.clear()
      shown = []
      low = 0
      reading = null
    },
  }

  function top(): number {
    return shown.at(-1)?.seq ?? 0
  }

  /** The newest there are, in order and together. */
  function newest(messages: readonly Message[]): void {
    const first = messages[0]?.seq
    if (first === undefined) return
    for (const message of messages) held.set(message.seq, message)
    if (low === 0 || first - top() > mostFilled) startAt(first)
    lay()
  }

  function startAt(seq: number): void {
    low = seq
    for (const earlier of [...held.keys()].filter((it) => it < seq)) held.delete(earlier)
  }

  function lay(): void {
    const together: Message[] = []
    for (let at = held.get(low); at !== undefined; at = held.get(at.seq + 1)) together.push(at)
    shown = together
  }

  /** Reads what is missing, if anything is. Where that fails, whoever calls next tries again. */
  async function fill(): Promise<void> {
    const own = life
    if (filling === own) return
    filling = own
    try {
      for (let edge = afterHole(); edge !== null; edge = afterHole()) {
        const messages = await page(edge, fillPage)
        if (life !== own || messages.length === 0) return
        take(messages)
      }
    } catch {
      // What is beyond stays unseen; the feed's next proof of freshness comes here again.
    } finally {
      if (filling === own) filling = null
    }
  }

  /** The first message that is held and may not be shown yet. */
  function afterHole(): number | null {
    const beyond = [...held.keys()].filter((seq) => seq > top())
    return beyond.length === 0 ? null : Math.min(...beyond)
  }

  /** @throws ClientError */
  function older(): Promise<void> {
    if (low <= 1) return Promise.resolve()
    reading ??= readOlder(life)
    return reading
  }

  async function readOlder(own: object): Promise<void> {
    try {
      const messages = await page(low, olderPage)
      if (life !== own) return
      low -= messages.length
      take(messages)
    } finally {
      if (life === own) reading = null
    }
  }

  function take(messages: readonly Message[]): void {
    for (const message of messages) held.set(message.seq, message)
    lay()
    changed()
  }
}
