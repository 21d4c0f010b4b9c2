import { dateInWords, dateOf } from '../../common/format.ts'
import { Field } from '../../ui/Field.tsx'
import { useWords } from '../words.ts'

interface Props {
  readonly date: string
  readonly today: string
  readonly onDate: (date: string) => void
}

/** Any date, by the calendar of the device; shown in the words of the page instead of the device's figures. */
export function DateField({ date, today, onDate }: Props) {
  const { t, language } = useWords()
  return (
    <Field label={t.picker.days}>
      {(control) => (
        <span className="date-field">
          <span aria-hidden="true">{dateInWords(date, language)}</span>
          <input
            {...control}
            type="date"
            required
            value={date}
            min={today}
            onChange={({ target }) => dateOf(target.value) !== null && onDate(target.value)}
            onClick={({ currentTarget }) => showCalendar(currentTarget)}
          />
        </span>
      )}
    </Field>
  )
}

function showCalendar(input: HTMLInputElement): void {
  try {
    input.showPicker()
  } catch {
    // A browser that does not let a page open it has its own way in.
  }
}
