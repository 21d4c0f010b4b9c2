import { useState } from 'react'
import type { FeedSnapshot } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Clock } from '../../ui/Clock.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { type Reservation, useAnswers } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { GuestForm } from './GuestForm.tsx'
import { HoldRefusal } from './HoldRefusal.tsx'
import { What } from './What.tsx'

interface Props {
  readonly reservation: Reservation
  readonly venue: Venue
  readonly leftMs: number
  readonly feed: Pick<FeedSnapshot<unknown>, 'status' | 'provenAt'>
}

/** Held: the clock, and what is needed to make it a booking. */
export function Held({ reservation, venue, leftMs, feed }: Props) {
  const { t, language } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const confirming = useAction()
  const releasing = useAction()
  const { reservationId, startsAt, date, party } = reservation
  /** From where the line is drawn: a hold that was found on the way may have begun long before. */
  const [wholeMs] = useState(Math.max(leftMs, venue.policy.holdMinutes * 60_000))
  const release = async () => learn(await client.call('hold.release', { reservationId }), reservation)
  const { error } = confirming
  return (
    <div className="booking">
      <div className="booking-what">
        <Heading title={`${t.booking.held} · ${nameFor(venue, language).text}`} about="held">
          {t.booking.held}
        </Heading>
        <What reservation={reservation} venue={venue} />
        <Clock
          leftMs={leftMs}
          wholeMs={wholeMs}
          label={t.booking.timeLeft}
          spoken={t.booking.minutesLeft(Math.ceil(leftMs / 60_000))}
          hurry={t.booking.hurry}
        />
        <div className="booking-state">
          <p className="soft">{t.booking.heldHint}</p>
          <FreshMark feed={feed} />
        </div>
        {feed.status === 'stale' && <Notice tone="warn">{t.ticket.notFresh}</Notice>}
      </div>
      <div className="booking-form">
        <GuestForm
          busy={confirming.busy}
          error={error}
          onSubmit={(guest) =>
            confirming.run(async () =>
              learn(await client.call('reservation.confirm', { reservationId, guest }), reservation),
            )
          }
        />
        {confirming.slow && <p role="status">{t.slow}</p>}
        {error !== null && !error.issues.some(({ path }) => path.startsWith('guest.')) && (
          <HoldRefusal error={error} wanted={startsAt} />
        )}
      </div>
      <div className="booking-leave">
        <div className="actions">
          <Button busy={releasing.busy} onClick={() => releasing.run(release)}>
            {t.booking.release}
          </Button>
          <Link
            className="button plain"
            to={`/v/${venue.venueId}?${new URLSearchParams({ date, party: String(party) })}`}
          >
            {t.booking.otherTimes}
          </Link>
        </div>
        {releasing.error !== null && <Refusal error={releasing.error} />}
      </div>
    </div>
  )
}
