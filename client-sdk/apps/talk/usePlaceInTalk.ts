import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TalkState } from './talkState.ts'

/** So near to its end one reads the newest. */
const nearPx = 120

/** What scrolls: a part of the page, or where there is none the page itself. */
type Pane = RefObject<HTMLElement | null>

const thePage: Pane = { current: null }

export interface PlaceInTalk {
  readonly list: RefObject<HTMLDivElement | null>
  /** The first time, at the end. */
  readonly placed: boolean
  /** Somewhere above the newest. */
  readonly away: boolean
  /** What one came for is further up than what is there. */
  readonly missed: boolean
  /** To the newest, and along with it. */
  readonly follow: () => void
}

/**
 * Where one is in a conversation: at its end one stays with what is newest, and has read it where it is looked at;
 * further up nothing moves under one's eyes, also when earlier messages come in above.
 *
 * @param options.pane what scrolls. @default the page
 * @param options.at the message one comes for. @default the newest
 */
export function usePlaceInTalk(
  { messages, outbox, writing, read }: TalkState,
  { pane = thePage, at = null }: { readonly pane?: Pane; readonly at?: number | null } = {},
): PlaceInTalk {
  const list = useRef<HTMLDivElement>(null)
  const [placed, setPlaced] = useState(false)
  const [away, setAway] = useState(false)
  const [missing, setMissing] = useState<number | null>(null)
  /** What one came for, until one is there. */
  const sought = useRef(at)
  const following = useRef(true)
  /** The first message there was, and how far down the page it stood. */
  const first = useRef({ seq: 0, at: 0 })
  const top = messages.at(-1)?.seq ?? 0

  const look = useCallback(() => {
    const { scrollHeight, scrollTop, clientHeight } = scrolledIn(pane)
    following.current = scrollHeight - scrollTop - clientHeight < nearPx
    setAway(!following.current)
    if (following.current && top > 0 && document.visibilityState === 'visible') read(top)
  }, [read, top, pane])

  const follow = useCallback(() => {
    setMissing(null)
    following.current = true
    toEnd(pane)
  }, [pane])

  useLayoutEffect(() => {
    const { seq, at } = first.current
    const newFirst = messages[0]?.seq ?? 0
    const stood = placeOf(list.current, seq)
    if (stood !== null && newFirst !== seq) {
      scrolledIn(pane).scrollBy({ top: downThePane(stood, pane) - at, behavior: 'instant' })
    }
    const now = placeOf(list.current, newFirst)
    first.current = now === null ? { seq: 0, at: 0 } : { seq: newFirst, at: downThePane(now, pane) }
  }, [messages, pane])

  // After the page has settled where one came from.
  useEffect(() => {
    const seq = sought.current
    if (seq !== null && messages.length > 0) {
      sought.current = null
      const isThere = comeTo(placeOf(list.current, seq))
      following.current = !isThere
      setMissing(isThere ? null : seq)
    }
    if (following.current) toEnd(pane)
    setPlaced(true)
  }, [messages, outbox, writing, pane])

  useEffect(() => {
    look()
    const heard = pane.current ?? window
    heard.addEventListener('scroll', look, { passive: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      heard.removeEventListener('scroll', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look, pane])

  // Gone as soon as one has scrolled so far up.
  const missed = missing !== null && missing < (messages[0]?.seq ?? 0)
  return { list, placed, away, missed, follow }
}

function scrolledIn({ current }: Pane): HTMLElement {
  return current ?? document.documentElement
}

function toEnd(pane: Pane): void {
  const it = scrolledIn(pane)
  it.scrollTo({ top: it.scrollHeight, behavior: 'instant' })
}

/** By eye, ear and keyboard. @returns whether it is there */
function comeTo(message: HTMLElement | null): boolean {
  if (message === null) return false
  // Only now and until one leaves: a message that is pressed takes no focus.
  message.tabIndex = -1
  message.addEventListener('blur', () => message.removeAttribute('tabindex'), { once: true })
  message.scrollIntoView({ block: 'center', behavior: 'instant' })
  message.focus({ preventScroll: true })
  return true
}

function placeOf(list: HTMLElement | null, seq: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? null
}

function downThePane(element: Element, pane: Pane): number {
  return element.getBoundingClientRect().top + scrolledIn(pane).scrollTop
}
