import { useEffect, useState } from 'react'
import type { Client } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { shiftDate } from '../../common/format.ts'
import { closestTo, freeFor, type Slot } from './slots.ts'

export interface OtherTime {
  readonly date: string
  readonly slot: Slot
}

interface Wanted {
  readonly venueId: string
  readonly date: string
  /** Nothing is looked for before this date. */
  readonly today: string
  readonly party: number
  /** The time of day that is wanted. */
  readonly label: string
}

const offsets = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7]
const atOnce = 4
const enough = 3
const answerMs = 5000

/** The three nearest days with a free time, near the time that was wanted; null while it looks. */
export function useOtherDates(wanted: Wanted | null): readonly OtherTime[] | null {
  const client = useClient()
  const identity = JSON.stringify(wanted)
  const [found, setFound] = useState<{ readonly of: string; readonly times: readonly OtherTime[] } | null>(null)

  useEffect(() => {
    const asked = JSON.parse(identity) as Wanted | null
    if (asked === null) return
    let left = false
    void look(client, asked, () => left).then((times) => {
      if (!left) setFound({ of: identity, times })
    })
    return () => {
      left = true
    }
  }, [client, identity])
  return found?.of === identity ? found.times : null
}

async function look(client: Client, { venueId, date, today, party, label }: Wanted, left: () => boolean) {
  const dates = offsets.map((days) => shiftDate(date, days)).filter((it) => it >= today)
  const found: OtherTime[] = []
  for (let next = 0; next < dates.length && found.length < enough && !left(); next += atOnce) {
    const some = dates.slice(next, next + atOnce)
    const nights = await Promise.all(some.map((it) => slotsOn(client, venueId, it)))
    for (const [i, slots] of nights.entries()) {
      const slot = closestTo(label, freeFor(slots, party))
      if (slot !== undefined) found.push({ date: some[i] ?? date, slot })
    }
  }
  return found.slice(0, enough).sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** One look at a feed; none where it does not answer. */
function slotsOn(client: Client, venueId: string, date: string): Promise<readonly Slot[]> {
  const feed = client.feed('availability', { venueId, date })
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      const { content } = feed.get()
      feed.close()
      resolve(Object.values(content ?? {}))
    }
    const timer = setTimeout(end, answerMs)
    const heard = () => {
      const { content, error } = feed.get()
      if (content !== null || error !== null) end()
    }
    feed.subscribe(heard)
    heard()
  })
}
