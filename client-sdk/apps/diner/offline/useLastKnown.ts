import { useEffect, useMemo, useRef, useState } from 'react'
import type { FeedSnapshot } from '../../../src/index.ts'
import { useClient, useSession } from '../../../src/react.ts'
import { useOnline } from '../../common/useOnline.ts'
import { type LastKnownKey, type Remembered, remember, remembered } from './lastKnown.ts'

/** A feed that may stand in with what it said on an earlier visit. */
export interface LastKnownFeed<E> extends FeedSnapshot<E> {
  /** Nothing was heard yet on this visit: what is shown is as old as `provenAt` says. */
  readonly remembered: boolean
}

type Content<E> = Readonly<Record<string, E>>

/** A busy night changes many times a second; so often is enough for what is read when there is no connection. */
const writeMs = 1000

/** A page that was loaded just now hears the hub sooner than this; what it remembers need not be called old before. */
const hearingMs = 3000

/**
 * The feed, and until it is heard what was last known of it on this device, with the time of its proof. Without a
 * connection it is not fresh from the first moment on; where nothing is heard although there is one, after some seconds.
 *
 * @param key where it is kept; null keeps and remembers nothing
 * @param newest what is known beyond the feed, which may be behind an answer one has had: kept in its place
 */
export function useLastKnown<E>(
  key: LastKnownKey | null,
  feed: FeedSnapshot<E>,
  newest: Content<E> | null = feed.content,
): LastKnownFeed<E> {
  const actor = useOwner()
  const online = useOnline()
  useKeeping(key, actor, newest, feed.provenAt)
  const earlier = useMemo(() => (key === null ? null : remembered<Content<E>>(key, actor)), [key, actor])
  const unheard = useLasts(feed.content === null, hearingMs)
  return useMemo(() => {
    const status = online && !unheard ? feed.status : 'stale'
    if (feed.content !== null || feed.error !== null || earlier === null) return { ...feed, status, remembered: false }
    return { ...feed, status, content: earlier.content, provenAt: earlier.at, remembered: true }
  }, [feed, earlier, online, unheard])
}

/** The same for what is asked for once: an answer, or until there is one the last one. */
export function useLastAnswer<T>(key: LastKnownKey | null, answer: T | null): Remembered<T> | null {
  const actor = useOwner()
  const now = useMemo(() => (answer === null ? null : { content: answer, at: Date.now() }), [answer])
  useEffect(() => {
    if (key !== null && actor !== null && now !== null) remember(key, actor, now)
  }, [key, actor, now])
  return useMemo(() => now ?? (key === null ? null : remembered<T>(key, actor)), [key, actor, now])
}

/** Whose device it is; nobody's while a link shows one reservation to whoever has it. */
function useOwner(): string | null {
  const { actor, kind } = useSession()
  return kind === 'link' ? null : actor
}

/** True once it has been so for so long. */
function useLasts(is: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!is) return
    const timer = setTimeout(() => setLasts(true), ms)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [is, ms])
  return is && lasts
}

/** Writes at most so often, and what is left when one goes. */
function useKeeping(key: LastKnownKey | null, actor: string | null, content: unknown, provenAt: number | null): void {
  const { session } = useClient()
  const writtenAt = useRef(0)
  const left = useRef<(() => void) | null>(null)

  useEffect(() => {
    if (key === null || actor === null || content === null) return
    const write = () => {
      left.current = null
      writtenAt.current = Date.now()
      // Whoever has logged out since wants nothing kept.
      if (session.get().actor === actor) remember(key, actor, { content, at: provenAt ?? Date.now() })
    }
    left.current = write
    const timer = setTimeout(write, Math.max(0, Math.min(writeMs, writtenAt.current + writeMs - Date.now())))
    return () => clearTimeout(timer)
  }, [session, key, actor, content, provenAt])

  useEffect(() => {
    const write = () => left.current?.()
    addEventListener('pagehide', write)
    return () => {
      removeEventListener('pagehide', write)
      write()
    }
  }, [])
}
