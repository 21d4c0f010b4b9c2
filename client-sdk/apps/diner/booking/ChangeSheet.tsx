import { useState } from 'react'
import { useClient } from '../../../src/react.ts'
import { dateInWords, timeAt } from '../../common/format.ts'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Choice, Shown } from '../picker/choice.ts'
import { Picker } from '../picker/Picker.tsx'
import { type Reservation, useAnswers } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { HoldRefusal } from './HoldRefusal.tsx'

interface Props {
  readonly reservation: Reservation
  readonly venue: Venue
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** Another time, date or party. What one has is kept until the new place is had: in one step, or not at all. */
export function ChangeSheet({ reservation, venue, onClose, onChanged }: Props) {
  const { t, language } = useWords()
  const { date, startsAt, party } = reservation
  const [shown, setShown] = useState<Shown>({ date, party, at: null })
  const has = `${dateInWords(date, language)} ${timeAt(startsAt, venue.zone, language)}`
  const change = (choice: Choice) => <ChangeAction choice={choice} reservation={reservation} onChanged={onChanged} />
  const changeIfFull = (choice: Choice) => (
    <>
      <p>{t.ticket.maybe}</p>
      {change(choice)}
    </>
  )
  return (
    <Sheet title={t.ticket.changeTitle} closeWord={t.close} onClose={onClose}>
      <p className="change-keeps">{t.ticket.changeKeeps(has)}</p>
      <Picker
        venue={venue}
        shown={shown}
        onShow={(change) => setShown((old) => ({ ...old, ...change }))}
        own={shown.party === party ? [reservation] : []}
        onOwn={() => <p>{t.ticket.same}</p>}
        action={change}
        actionIfFull={shown.date === date ? changeIfFull : undefined}
      />
    </Sheet>
  )
}

function ChangeAction(props: { choice: Choice; reservation: Reservation; onChanged: () => void }) {
  const { choice, reservation, onChanged } = props
  const { t } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const { busy, slow, error, run } = useAction()
  const { date, slot, party, fresh } = choice
  const { reservationId } = reservation

  async function change(): Promise<void> {
    const wanted = { reservationId, date, startsAt: slot.startsAt, party }
    learn(await client.call('reservation.change', wanted), reservation)
    onChanged()
  }

  return (
    <>
      <Button kind="main" wide busy={busy} onClick={() => run(change)}>
        {t.ticket.changeTo}
      </Button>
      {!fresh && <Notice tone="warn">{t.picker.notFresh}</Notice>}
      {slow && <p role="status">{t.slow}</p>}
      {error !== null && <HoldRefusal error={error} wanted={slot.startsAt} onRetry={() => run(change)} />}
    </>
  )
}
