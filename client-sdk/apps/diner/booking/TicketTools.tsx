import { useState } from 'react'
import { useClient } from '../../../src/react.ts'
import { dateInFull, timeAt } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { Reservation } from '../state/answers.ts'
import { copied } from '../state/clipboard.ts'
import { saveFile } from '../state/saveFile.ts'
import type { Venue } from '../state/useVenue.ts'
import { directionsTo, phoneAddress } from '../venue/addresses.ts'
import { useWords } from '../words.ts'
import { ByHand } from './ByHand.tsx'

interface Props {
  readonly reservation: Reservation
  readonly venue: Venue
}

/** Into the calendar, on the way there, to those who come along. */
export function TicketTools({ reservation, venue }: Props) {
  const { t, language } = useWords()
  const client = useClient()
  const { busy, error, run } = useAction()
  const { reservationId } = reservation

  async function intoCalendar(): Promise<void> {
    const { filename, text } = await client.call('reservation.calendar', { reservationId })
    saveFile(filename, 'text/calendar', text)
  }

  return (
    <>
      <div className="tools">
        <Button busy={busy} onClick={() => run(intoCalendar)}>
          <Icon name="calendar" /> {t.ticket.calendar}
        </Button>
        <a className="button quiet" href={directionsTo(venue, language)} target="_blank" rel="noreferrer">
          <Icon name="pin" /> {t.ticket.directions}
          <span className="unseen"> ({t.venue.newTab})</span>
        </a>
        {venue.phone !== null && (
          <a className="button quiet" href={phoneAddress(venue.phone)}>
            <Icon name="phone" /> {t.ticket.call}
          </a>
        )}
        <Share reservation={reservation} venue={venue} />
      </div>
      {error !== null && <Refusal error={error} />}
    </>
  )
}

/** What it is, and where the restaurant can be looked up. Nobody can change or cancel anything with it. */
function Share({ reservation, venue }: Props) {
  const { t, language } = useWords()
  const [done, setDone] = useState<'copied' | 'byHand' | null>(null)
  const { date, startsAt, party } = reservation
  const title = nameFor(venue, language).text
  const when = `${dateInFull(date, language)} ${timeAt(startsAt, venue.zone, language)}`
  const url = `${location.origin}/v/${venue.venueId}`
  const text = t.ticket.shareText(title, when, t.guests(party))

  async function share(): Promise<void> {
    if ('share' in navigator) {
      // Whoever closes the sheet of the device has not failed at anything.
      await navigator.share({ title, text, url }).catch(() => undefined)
    } else {
      setDone((await copied(`${text}\n${url}`)) ? 'copied' : 'byHand')
    }
  }

  return (
    <>
      <Button onClick={() => void share()}>
        <Icon name="share" /> {t.ticket.share}
      </Button>
      <p role="status" className="soft tools-said">
        {done === 'copied' && t.ticket.copied}
      </p>
      {done === 'byHand' && <ByHand text={`${text}\n${url}`} />}
    </>
  )
}
