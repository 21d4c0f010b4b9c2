import { useState } from 'react'
import type { FeedSnapshot } from '../../../src/index.ts'
import { useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { nameFor } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { TellMe } from '../push/TellMe.tsx'
import type { Reservation } from '../state/answers.ts'
import { rememberedGuest } from '../state/guestMemory.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { CancelAction } from './CancelAction.tsx'
import { ChangeSheet } from './ChangeSheet.tsx'
import { HostLine } from './HostLine.tsx'
import { ManageLink } from './ManageLink.tsx'
import { StateMark } from './ReservationLine.tsx'
import { TicketTools } from './TicketTools.tsx'
import { What } from './What.tsx'

interface Props {
  readonly reservation: Reservation
  readonly venue: Venue
  readonly feed: Pick<FeedSnapshot<unknown>, 'status' | 'provenAt'>
}

const changeable: ReadonlySet<Reservation['state']> = new Set(['confirmed', 'requested'])
const cancellable: ReadonlySet<Reservation['state']> = new Set(['confirmed', 'requested', 'arrived'])
const coming: ReadonlySet<Reservation['state']> = new Set(['confirmed', 'requested', 'arrived', 'seated'])

/** A booking, live: what it is, what has become of it, and what one can do with it. */
export function Ticket({ reservation, venue, feed }: Props) {
  const { t, language } = useWords()
  const { kind } = useSession()
  const [changing, setChanging] = useState(false)
  const [changed, setChanged] = useState(false)
  const { state } = reservation
  const title = useTitle(state)
  return (
    <div className="place">
      <Heading title={`${title} · ${nameFor(venue, language).text}`} about={state}>
        {title}
      </Heading>
      {state === 'confirmed' && <p className="soft">{t.ticket.confirmedHint}</p>}
      {state === 'cancelled' && <p className="soft">{t.ticket.cancelledHint}</p>}
      <div className={coming.has(state) ? 'ticket' : 'ticket over'}>
        <What reservation={reservation} venue={venue} />
        <HostLine reservationId={reservation.reservationId} />
        <div className="ticket-state">
          <StateMark state={state} />
          <FreshMark feed={feed} />
        </div>
      </div>
      {feed.status === 'stale' && <Notice tone="warn">{t.ticket.notFresh}</Notice>}
      {changed && coming.has(state) && <Notice tone="good">{t.ticket.changed}</Notice>}
      {coming.has(state) && <TicketTools reservation={reservation} venue={venue} />}
      {cancellable.has(state) && (
        <div className="actions">
          {changeable.has(state) && <Button onClick={() => setChanging(true)}>{t.ticket.change}</Button>}
          <CancelAction reservation={reservation} />
        </div>
      )}
      {coming.has(state) && <p className="soft">{t.ticket.late}</p>}
      {changeable.has(state) && kind !== 'link' && <TellMe />}
      {state === 'confirmed' && kind === 'guest' && <ManageLink reservationId={reservation.reservationId} />}
      {!coming.has(state) && (
        <div className="actions">
          <Link className="button quiet" to={`/v/${venue.venueId}?party=${reservation.party}`}>
            {t.ticket.again}
          </Link>
        </div>
      )}
      {changing && (
        <ChangeSheet
          reservation={reservation}
          venue={venue}
          onClose={() => setChanging(false)}
          onChanged={() => {
            setChanging(false)
            setChanged(true)
          }}
        />
      )}
    </div>
  )
}

/** Whoever has just written their name is called by it. */
function useTitle(state: Reservation['state']): string {
  const { t } = useWords()
  const name = rememberedGuest().name.trim()
  if (state === 'confirmed') return t.ticket.confirmed(name === '' ? null : name)
  return state === 'cancelled' ? t.ticket.cancelled : t.states[state]
}
