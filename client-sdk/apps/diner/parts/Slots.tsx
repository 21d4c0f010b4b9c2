import { useState } from 'react'
import { useFeed } from '../../../src/react.ts'
import { dateInWords, foreignZone } from '../format.ts'
import { byService, nearest, type Slot, type SlotState, stateFor } from '../slots.ts'
import { type Reservation, stands } from '../useMine.ts'
import type { Venue } from '../useVenues.ts'
import { useWords } from '../words.ts'
import { Asked } from './Asked.tsx'
import { Failure } from './Failure.tsx'
import { Freshness } from './Freshness.tsx'
import { Skeleton } from './Skeleton.tsx'

const shapes: Record<SlotState, string> = { o: '○', f: '◔', x: '✕', c: '–', mine: '◆' }

interface Props {
  venue: Venue
  date: string
  party: number
  mine: readonly Reservation[]
  onHeld: (reservation: Reservation) => void
}

/** The times of one date, live, for one party size. */
export function Slots({ venue, date, party, mine, onHeld }: Props) {
  const { t, language } = useWords()
  const feed = useFeed('availability', { venueId: venue.venueId, date })
  const [askedFor, setAskedFor] = useState<string | null>(null)
  const slots = Object.values(feed.content ?? {}).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const own = new Set(mine.filter((it) => it.venueId === venue.venueId && stands(it)).map(({ startsAt }) => startsAt))
  const stateOf = (slot: Slot) => (own.has(slot.startsAt) ? 'mine' : stateFor(slot, party))
  const asked = slots.find(({ startsAt }) => startsAt === askedFor)
  const zone = foreignZone(venue.zone, language)

  return (
    <section aria-label={venue.name}>
      <div className="title">
        <h1>{venue.name}</h1>
        <Freshness feed={feed} />
      </div>
      <p className="facts">
        {venue.city} · {venue.cuisine} · {dateInWords(date, language)}
      </p>
      {feed.error !== null && <Failure error={feed.error} />}
      {feed.content === null && feed.error === null && <Skeleton />}
      {feed.content !== null && slots.length === 0 && (
        <p className="empty">
          <strong>{t.noSlots}</strong> {t.noSlotsHint}
        </p>
      )}
      {byService(slots).map(([service, times]) => (
        <section key={service} className="service">
          <h2>{t.services[service] ?? service}</h2>
          <div className="slots">
            {times.map((slot) => (
              <SlotButton
                key={slot.startsAt}
                label={slot.label}
                state={stateOf(slot)}
                chosen={slot.startsAt === askedFor}
                onClick={() => setAskedFor(slot.startsAt === askedFor ? null : slot.startsAt)}
              />
            ))}
          </div>
        </section>
      ))}
      {asked !== undefined && (
        <Asked
          key={`${asked.startsAt} ${party}`}
          place={{ venueId: venue.venueId, date, startsAt: asked.startsAt, party }}
          label={asked.label}
          state={stateOf(asked)}
          fresh={feed.status === 'live'}
          nearest={nearest(slots, asked, party)}
          onChoose={setAskedFor}
          onHeld={(reservation) => {
            setAskedFor(null)
            onHeld(reservation)
          }}
        />
      )}
      {zone !== null && <p className="hint">{t.elsewhere(zone)}</p>}
    </section>
  )
}

function SlotButton(props: { label: string; state: SlotState; chosen: boolean; onClick: () => void }) {
  const { t } = useWords()
  const { label, state, chosen, onClick } = props
  return (
    <button
      type="button"
      className={`slot ${state}`}
      aria-pressed={chosen}
      disabled={state === 'mine'}
      onClick={onClick}
    >
      <span className="time">{label}</span>
      <span className="state">
        <span aria-hidden="true">{shapes[state]}</span> {t.states[state]}
      </span>
    </button>
  )
}
