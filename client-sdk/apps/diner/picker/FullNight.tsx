import { Empty } from '../../ui/Empty.tsx'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import type { Shown } from './choice.ts'
import { OtherDates } from './OtherDates.tsx'
import { lookFor, type Slot } from './slots.ts'

interface Props {
  readonly venue: Venue
  readonly shown: Shown
  readonly slots: readonly Slot[]
  readonly onShow: (change: Partial<Shown>) => void
}

const usualDinner = '19:00'

/** Nothing is free that night: why, and the nearest days on which something is. With a time chosen, that says it. */
export function FullNight({ venue, shown, slots, onShow }: Props) {
  const { t } = useWords()
  const isFull = slots.some((slot) => lookFor(slot, shown.party) === 'x')
  const title = isFull
    ? t.picker.full
    : slots.length === 0
      ? t.picker.noSlots
      : t.picker.notForParty(t.guests(shown.party))
  return (
    <Empty title={title}>
      {isFull && <p>{t.picker.fullHint}</p>}
      {slots.length === 0 && <p>{t.picker.noSlotsHint}</p>}
      {shown.at === null && <OtherDates venue={venue} shown={shown} label={usualDinner} onShow={onShow} />}
    </Empty>
  )
}
