import { useOperation } from '../../../src/react.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAroundCards } from './cardsContext.ts'
import { refusedBy } from './refusedBy.ts'

/** Where a booking has its page, and its way into a calendar. */
export function Booked({ reservationId }: { readonly reservationId: string }) {
  const { side, pageOf, onFile, w } = useAroundCards()
  const { run, busy, error } = useOperation('reservation.calendar')
  const intoCalendar = async () => {
    const made = await run({ reservationId })
    if (made !== null) onFile(made.filename, made.text)
  }
  if (side !== 'guest') return null
  return (
    <div className="actions">
      <a className="button quiet" href={pageOf(reservationId)}>
        {w.page}
      </a>
      <Button busy={busy} onClick={() => void intoCalendar()}>
        <Icon name="calendar" /> {w.calendar}
      </Button>
      {error !== null && <Notice tone="wrong">{refusedBy(error, w)}</Notice>}
    </div>
  )
}
