import { dateInWords, isEvening, shiftDate, todayHere } from '../../common/format.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useWords } from '../words.ts'
import type { SearchQuery } from './query.ts'
import type { Card, Results as Found } from './useSearch.ts'
import { VenueCard } from './VenueCard.tsx'

interface Props {
  readonly query: SearchQuery
  readonly results: Found
  readonly heading: string
  readonly onChange: (change: Partial<SearchQuery>) => void
}

/** What is free; where nothing is, what fits on another day; where nothing fits, what to try. */
export function Results({ query, results: { found, others }, heading, onChange }: Props) {
  const { t } = useWords()
  if (found.venues.length > 0) return <List heading={heading} venues={found.venues} query={query} />
  if (others === null || others.venues.length === 0) {
    return (
      <Empty title={t.search.none}>
        <p>{t.search.noneHint}</p>
      </Empty>
    )
  }
  return (
    <>
      <NoneFree query={query} onChange={onChange} />
      <List heading={t.search.others} venues={others.venues} query={query} />
    </>
  )
}

function NoneFree({ query, onChange }: Pick<Props, 'query' | 'onChange'>) {
  const { t, language } = useWords()
  const { date } = query
  const from = date === 'tonight' || date === 'any' ? todayHere() : date
  const today = isEvening() ? t.search.tonight : t.search.today
  const day = date === 'tonight' ? today : dateInWords(from, language)
  return (
    <Empty
      title={t.search.noneFree(day, t.guests(query.party))}
      actions={[1, 2, 3].map((days) => (
        <Chip key={days} onClick={() => onChange({ date: shiftDate(from, days) })}>
          {dateInWords(shiftDate(from, days), language)}
        </Chip>
      ))}
    >
      <p>{t.search.noneFreeHint}</p>
    </Empty>
  )
}

function List({ heading, venues, query }: { heading: string; venues: readonly Card[]; query: SearchQuery }) {
  return (
    <section aria-labelledby="found">
      <h2 id="found">{heading}</h2>
      <ul className="venue-list">
        {venues.map((venue, n) => (
          <li key={venue.venueId}>
            <VenueCard venue={venue} query={query} first={n < 3} />
          </li>
        ))}
      </ul>
    </section>
  )
}
