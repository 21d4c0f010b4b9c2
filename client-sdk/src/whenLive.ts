import { ClientError } from './clientError.ts'
import type { FeedSnapshot } from './feedLine.ts'

interface Followed<E> {
  get(): FeedSnapshot<E>
  subscribe(changed: () => void): () => void
}

/** Follows a feed until it is live, and no longer. */
export function whenLive<E>(
  { get, subscribe }: Followed<E>,
  closing: (closed: () => void) => () => void,
): Promise<Readonly<Record<string, E>>> {
  return new Promise((resolve, reject) => {
    const ends = [subscribe(look), closing(() => settle(() => reject(ClientError.own('closed'))))]
    look()

    function look(): void {
      const { status, content, error } = get()
      if (status === 'live' && content !== null) settle(() => resolve(content))
      else if (error !== null) settle(() => reject(error))
    }

    function settle(done: () => void): void {
      for (const end of ends) end()
      done()
    }
  })
}
