import { useState } from 'react'
import { Choice } from './parts/Choice.tsx'
import { Failure } from './parts/Failure.tsx'
import { MyReservations } from './parts/MyReservations.tsx'
import { Place } from './parts/Place.tsx'
import { Skeleton } from './parts/Skeleton.tsx'
import { Slots } from './parts/Slots.tsx'
import { useMine } from './useMine.ts'
import type { Query } from './useQuery.ts'
import { useVenues } from './useVenues.ts'
import { useWords } from './words.ts'

/** Where, when and who; what is free; what one holds; what one has. */
export function Booking({ query, onQuery }: { query: Query; onQuery: (change: Partial<Query>) => void }) {
  const { t } = useWords()
  const venues = useVenues(query.venue)
  const mine = useMine()
  /** The reservation at the centre: the one held last, else any that still waits to be confirmed. */
  const [chosen, setChosen] = useState<string | null>(null)
  const [closed, setClosed] = useState<string | null>(null)

  if (venues.error !== null) return <Failure error={venues.error} onRetry={venues.reload} />
  if (venues.list === null) return <Skeleton />
  const venue = venues.list.find(({ venueId }) => venueId === query.venue) ?? venues.list[0]
  if (venue === undefined) return <p className="empty">{t.noVenues}</p>

  const date = query.date ?? venue.today
  const party = Math.min(Math.max(query.party, venue.minParty), venue.maxParty)
  const waiting = mine.list?.find(({ state, reservationId }) => state === 'held' && reservationId !== closed)
  const current = mine.list?.find(({ reservationId }) => reservationId === chosen) ?? waiting

  return (
    <div className="page">
      <section className="pick">
        <Choice venues={venues.list} venue={venue} date={date} party={party} onQuery={onQuery} />
        <Slots
          key={`${venue.venueId} ${date}`}
          venue={venue}
          date={date}
          party={party}
          mine={mine.list ?? []}
          onHeld={(reservation) => {
            mine.learn(reservation)
            setChosen(reservation.reservationId)
          }}
        />
      </section>
      <aside className="own">
        {current !== undefined && (
          <Place
            key={current.reservationId}
            reservation={current}
            venue={venues.list.find(({ venueId }) => venueId === current.venueId)}
            onAnswer={(answer) => {
              mine.learn(answer)
              setChosen(answer.reservationId)
            }}
            onClose={() => {
              setChosen(null)
              setClosed(current.reservationId)
            }}
          />
        )}
        <MyReservations
          mine={mine}
          venues={venues.list}
          currentId={current?.reservationId ?? null}
          onChoose={setChosen}
        />
      </aside>
    </div>
  )
}
