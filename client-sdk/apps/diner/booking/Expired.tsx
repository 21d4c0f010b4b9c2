import { useClient } from '../../../src/react.ts'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { isFree, lookFor, nearest } from '../picker/slots.ts'
import { useNight } from '../picker/useNight.ts'
import { go } from '../router.ts'
import { type Reservation, useAnswers } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { HoldRefusal } from './HoldRefusal.tsx'
import { What } from './What.tsx'

/** Ran out or let go: nothing was booked, and what one can do now. */
export function Expired({ reservation, venue }: { reservation: Reservation; venue: Venue }) {
  const { t } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const { busy, error, run } = useAction()
  const { venueId, date, startsAt, party } = reservation
  const { slots } = useNight(venueId, date, party)
  const slot = slots?.find((it) => it.startsAt === startsAt)
  const free = slot !== undefined && isFree(lookFor(slot, party))
  const near = slot === undefined ? [] : nearest(slots ?? [], slot, party)
  const letGo = reservation.state === 'released'

  async function again(): Promise<void> {
    await client.session.guest()
    const held = await client.call('hold.create', { venueId, date, startsAt, party })
    learn(held)
    go(`/r/${held.reservationId}`, { replace: true })
  }
  const times = (at: string | null) =>
    `/v/${venueId}?${new URLSearchParams({ date, party: String(party), ...(at !== null && { at }) })}`

  return (
    <div className="place">
      <Heading title={letGo ? t.states.released : t.booking.ranOut} about="over">
        {letGo ? t.states.released : t.booking.ranOut}
      </Heading>
      <p>{letGo ? t.booking.released : t.booking.ranOutHint}</p>
      <What reservation={reservation} venue={venue} />
      <div aria-live="polite">
        {free && <p>{t.booking.stillFree}</p>}
        {slot !== undefined && !free && near.length > 0 && (
          <div className="nearest">
            <p>{t.picker.nearest}</p>
            <div className="chips">
              {near.map(({ startsAt: at, label }) => (
                <Chip key={at} onClick={() => go(times(label))}>
                  <strong className="tabular">{label}</strong>
                </Chip>
              ))}
            </div>
          </div>
        )}
      </div>
      <div className="actions">
        {free && (
          <Button kind="main" busy={busy} onClick={() => run(again)}>
            {t.booking.holdAgain}
          </Button>
        )}
        <Link className="button quiet" to={times(null)}>
          {t.booking.otherTimes}
        </Link>
      </div>
      {error !== null && <HoldRefusal error={error} wanted={startsAt} onRetry={() => run(again)} />}
    </div>
  )
}
