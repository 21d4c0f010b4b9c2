import { dateInWords } from '../../common/format.ts'
import { Chip } from '../../ui/Chip.tsx'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import type { Shown } from './choice.ts'
import { useOtherDates } from './useOtherDates.ts'

interface Props {
  readonly venue: Venue
  readonly shown: Shown
  /** The time of day that is wanted. */
  readonly label: string
  readonly onShow: (change: Partial<Shown>) => void
}

/** Up to three days around this one, each with its time nearest to what was wanted. */
export function OtherDates({ venue: { venueId, today }, shown: { date, party }, label, onShow }: Props) {
  const { t, language } = useWords()
  const found = useOtherDates({ venueId, date, today, party, label })
  return (
    <div className="nearest" role="status">
      <p>{found === null ? `${t.picker.looking} …` : found.length === 0 ? t.picker.noneNear : t.picker.otherDays}</p>
      <div className="chips">
        {found?.map(({ date: day, slot }) => (
          <Chip key={slot.startsAt} onClick={() => onShow({ date: day, at: slot.label })}>
            {dateInWords(day, language)} <strong className="tabular">{slot.label}</strong>
          </Chip>
        ))}
      </div>
    </div>
  )
}
