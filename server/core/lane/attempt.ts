import type { BookProof, BookRead, BookWrite, LaneDeps } from './ports.ts'

/** What became of one compare-and-set. */
export type Outcome =
  | { readonly kind: 'applied' }
  /** The version it needed is gone: certainly not applied, now or later. `read`: the book as found on the way. */
  | { readonly kind: 'outrun'; readonly read: BookRead | null }
  /** The version stands and a guard failed. An echo of it that is still on its way may land yet. */
  | { readonly kind: 'guarded' }
  | { readonly kind: 'unknown'; readonly error: unknown }

type Deps = Pick<LaneDeps, 'store' | 'monotonic' | 'sleep' | 'random' | 'probe'>

export interface AttemptOptions {
  readonly unknownMs: number
  /** Called after a miss, before the book is looked at: what is read after the pause is newer. */
  readonly pause: () => Promise<void>
}

/**
 * Writes until it is known what became of it, or until `unknownMs` have passed.
 *
 * After an error nothing is known, and even a miss may be the echo of a write that did land: this node's marker in the
 * book tells. While the version stands, sending the same write again is safe, because it can match only once.
 */
export async function attempt(deps: Deps, write: BookWrite, options: AttemptOptions): Promise<Outcome> {
  const giveUpAt = deps.monotonic() + options.unknownMs
  for (;;) {
    const reply = await send(deps, write)
    if (reply === 'applied') return { kind: 'applied' }
    if (reply === 'missed') await options.pause()
    const known = (reply === 'missed' && (await lookNewer(deps, write))) || (await prove(deps, write, giveUpAt))
    if (known !== 'still') return known
    if (reply === 'missed') return { kind: 'guarded' }
    if (deps.monotonic() >= giveUpAt) return { kind: 'unknown', error: reply }
  }
}

/** @returns the error, if there was one: it says nothing about the effect */
async function send({ store, probe }: Deps, write: BookWrite): Promise<'applied' | 'missed' | Error> {
  try {
    const [reply] = await Promise.all([store.commit(write), probe?.at('K2.sent')])
    return reply
  } catch (error) {
    return asError(error)
  }
}

/** After a miss mostly another node was quicker: one plain read tells so, and is the copy to decide the rest on. */
async function lookNewer({ store }: Deps, write: BookWrite): Promise<Outcome | null> {
  const read = await store.read(write.bookId).catch(provesNothing)
  // A primary that lost its office without noticing tells of older days, even of those before there was the book.
  if (read === null) return null
  const known = judge(write, { version: read.book.version, attempts: read.attempts })
  if (known === 'still') return null
  return known === 'outrun' ? { kind: 'outrun', read } : { kind: 'applied' }
}

/** The linearizable read that follows will. */
function provesNothing(): null {
  return null
}

async function prove(deps: Deps, write: BookWrite, giveUpAt: number): Promise<Outcome | 'still'> {
  for (;;) {
    try {
      const known = judge(write, await deps.store.readLinearizable(write.bookId))
      return known === 'still' ? known : known === 'outrun' ? { kind: 'outrun', read: null } : { kind: 'applied' }
    } catch (error) {
      if (deps.monotonic() >= giveUpAt) return { kind: 'unknown', error }
      await deps.sleep(20 + deps.random() * 80)
    }
  }
}

function judge(write: BookWrite, found: BookProof | null): 'applied' | 'outrun' | 'still' {
  if (found?.attempts[write.nodeId] === write.attemptId) return 'applied'
  return found === null || found.version > write.version ? 'outrun' : 'still'
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('The store threw what is no error.', { cause: thrown })
}
