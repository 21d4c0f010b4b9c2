import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { SlotLook } from '../../ui/SlotButton.tsx'
import type { Reservation } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import type { Choice, Shown } from './choice.ts'
import { OtherDates } from './OtherDates.tsx'
import { isFree, nearest, type Slot } from './slots.ts'
import { WhyNot } from './WhyNot.tsx'

interface Props {
  readonly venue: Venue
  readonly choice: Choice
  readonly look: SlotLook
  /** The night still has it: it has not begun meanwhile. */
  readonly known: boolean
  readonly slots: readonly Slot[]
  /** What the reader has at this time. */
  readonly mine: Reservation | null
  readonly onShow: (change: Partial<Shown>) => void
  readonly onClose: () => void
  readonly onOwn: (reservation: Reservation) => ReactNode
  readonly action: (choice: Choice) => ReactNode
  readonly actionIfFull?: ((choice: Choice) => ReactNode) | undefined
}

/** One time, chosen: have it, or learn why it cannot be had and what is near. */
export function Chosen(props: Props) {
  const { venue, choice, look, known, slots, mine, onShow, onClose, onOwn, action, actionIfFull } = props
  const { t } = useWords()
  const { slot, party, date } = choice
  const free = isFree(look) && known
  const [wasFree, setWasFree] = useState(free)
  if (free && !wasFree) setWasFree(true)
  const panel = useRef<HTMLElement>(null)
  const near = nearest(slots, slot, party)

  // What one will most likely press next; whoever only looks for reasons stays among the times.
  useEffect(() => {
    if (free) panel.current?.querySelector<HTMLElement>('.button.main')?.focus({ preventScroll: true })
  }, [free])
  const close = () => {
    onClose()
    document.querySelector<HTMLElement>(`[data-at="${slot.startsAt}"]`)?.focus()
  }

  return (
    <section
      ref={panel}
      className="chosen"
      aria-label={t.picker.chosen(slot.label, t.guests(party))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // A sheet around it stays: one thing is left at a time.
        event.preventDefault()
        close()
      }}
    >
      <div className="chosen-head">
        <h3 className="tabular">{t.picker.chosen(slot.label, t.guests(party))}</h3>
        <button type="button" className="chosen-close" aria-label={t.close} title={t.close} onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      {free && action(choice)}
      <div aria-live="polite" className="chosen-why">
        {mine !== null && onOwn(mine)}
        {mine === null && !free && wasFree && <p>{t.picker.justGone}</p>}
        {mine === null && !free && !wasFree && <WhyNot choice={choice} />}
      </div>
      {mine === null && look === 'x' && actionIfFull?.(choice)}
      {mine === null && !free && near.length > 0 && (
        <div className="nearest">
          <p>{t.picker.nearest}</p>
          <div className="chips">
            {near.map(({ startsAt, label }) => (
              <Chip key={startsAt} onClick={() => onShow({ at: label })}>
                <strong className="tabular">{label}</strong>
              </Chip>
            ))}
          </div>
        </div>
      )}
      {mine === null && !free && near.length < 3 && (
        <OtherDates venue={venue} shown={{ date, party, at: slot.label }} label={slot.label} onShow={onShow} />
      )}
    </section>
  )
}
