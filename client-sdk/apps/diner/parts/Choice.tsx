import { shiftDate } from '../format.ts'
import type { Query } from '../useQuery.ts'
import type { Venue } from '../useVenues.ts'
import { useWords } from '../words.ts'

interface Props {
  venues: readonly Venue[]
  venue: Venue
  date: string
  party: number
  onQuery: (change: Partial<Query>) => void
}

/** Where, when, who. */
export function Choice({ venues, venue, date, party, onQuery }: Props) {
  const { t } = useWords()
  const sizes = Array.from({ length: venue.maxParty - venue.minParty + 1 }, (_, n) => venue.minParty + n)
  return (
    <form className="choice" onSubmit={(event) => event.preventDefault()}>
      <label className="where">
        <span>{t.where}</span>
        <select value={venue.venueId} onChange={({ target }) => onQuery({ venue: target.value, date: null })}>
          {venues.map(({ venueId, name, city }) => (
            <option key={venueId} value={venueId}>
              {name} · {city}
            </option>
          ))}
        </select>
      </label>
      <div className="when">
        <label htmlFor="date">{t.when}</label>
        <div className="steps">
          <Step label={t.dayBefore} sign="‹" off={date <= venue.today} onClick={() => move(-1)} />
          <input
            id="date"
            type="date"
            required
            value={date}
            min={venue.today}
            onChange={({ target }) => target.value !== '' && onQuery({ date: target.value })}
          />
          <Step label={t.dayAfter} sign="›" off={false} onClick={() => move(1)} />
        </div>
      </div>
      <label className="who">
        <span>{t.who}</span>
        <select value={party} onChange={({ target }) => onQuery({ party: Number(target.value) })}>
          {sizes.map((n) => (
            <option key={n} value={n}>
              {t.guests(n)}
            </option>
          ))}
        </select>
      </label>
    </form>
  )

  function move(days: number): void {
    onQuery({ date: shiftDate(date, days) })
  }
}

function Step({ label, sign, off, onClick }: { label: string; sign: string; off: boolean; onClick: () => void }) {
  return (
    <button type="button" className="step" aria-label={label} title={label} disabled={off} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  )
}
