import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useFeed } from '../../../src/react.ts'
import { type LastKnownFeed, useLastKnown } from '../offline/useLastKnown.ts'
import { useVisit } from '../state/useVisit.ts'
import { freeFor, inOrder, type Slot } from './slots.ts'

/** How long a time that went keeps its place. */
const goneMs = 2500

export interface Night {
  readonly feed: LastKnownFeed<Slot>
  /** In the order of the day, with those that have just gone; null until heard or remembered. */
  readonly slots: readonly Slot[] | null
  /** Went while one looked, a moment ago: when each begins. */
  readonly gone: ReadonlySet<string>
}

/** The times of one restaurant and date, live. */
export function useNight(venueId: string, date: string, party: number): Night {
  const ready = useVisit()
  const live = useFeed('availability', ready ? { venueId, date } : null)
  const feed = useLastKnown(`availability ${venueId} ${date}`, live)
  const slots = useMemo(() => (feed.content === null ? null : inOrder(Object.values(feed.content))), [feed.content])
  const gone = useGone(slots, `${venueId} ${date} ${party}`, party)
  return useMemo(() => {
    const begun = [...gone.values()].filter(
      (slot) => slots?.some(({ startsAt }) => startsAt === slot.startsAt) === false,
    )
    return { feed, slots: slots === null ? null : inOrder([...slots, ...begun]), gone: new Set(gone.keys()) }
  }, [feed, slots, gone])
}

/** What was free a moment ago and is not any more, for as long as it is shown as that. */
function useGone(slots: readonly Slot[] | null, of: string, party: number): ReadonlyMap<string, Slot> {
  const [gone, setGone] = useState<ReadonlyMap<string, Slot>>(new Map())
  const last = useRef<{ readonly of: string; readonly free: readonly Slot[] } | null>(null)

  // Before anything is painted: nothing may be seen as full that is about to be shown as just gone.
  useLayoutEffect(() => {
    if (slots === null) return
    const free = freeFor(slots, party)
    const before = last.current?.of === of ? last.current.free : []
    last.current = { of, free }
    const still = new Set(free.map(({ startsAt }) => startsAt))
    const lost = before.filter(({ startsAt }) => !still.has(startsAt))
    setGone((old) => changed(old, { lost, still, fresh: before.length === 0 }))
    if (lost.length === 0) return
    setTimeout(
      () => setGone((old) => changed(old, { lost: [], still: new Set(lost.map(({ startsAt }) => startsAt)) })),
      goneMs,
    )
  }, [slots, of, party])
  return gone
}

function changed(
  old: ReadonlyMap<string, Slot>,
  { lost, still, fresh = false }: { lost: readonly Slot[]; still: ReadonlySet<string>; fresh?: boolean },
): ReadonlyMap<string, Slot> {
  const kept = fresh ? [] : [...old].filter(([startsAt]) => !still.has(startsAt))
  if (lost.length === 0 && kept.length === old.size) return old
  return new Map([...kept, ...lost.map((slot) => [slot.startsAt, slot] as const)])
}
