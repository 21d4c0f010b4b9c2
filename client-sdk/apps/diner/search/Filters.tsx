import { Chip } from '../../ui/Chip.tsx'
import { placeWord } from '../messages/places.ts'
import { DistinctionSign } from '../parts/Distinction.tsx'
import { useWords } from '../words.ts'
import { distinctionKinds, type SearchQuery } from './query.ts'
import type { Found } from './useSearch.ts'

interface Props {
  readonly query: SearchQuery
  /** What there is to choose from; null before the first answer. */
  readonly found: Found | null
  readonly onChange: (change: Partial<SearchQuery>) => void
}

const none = { city: null, cuisine: null, distinction: null, price: null } as const

/** Narrower: where, what, how good, how expensive. One line that a finger draws, so that what is free stays in sight. */
export function Filters({ query, found, onChange }: Props) {
  const { t } = useWords()
  const { city, cuisine, distinction, price } = query
  const narrowed = city !== null || cuisine !== null || distinction !== null || price !== null
  return (
    <div className="filters">
      <Names label={t.search.city} names={found?.cities} chosen={city} onChoose={(it) => onChange({ city: it })} />
      <Names
        label={t.search.cuisine}
        names={found?.cuisines}
        chosen={cuisine}
        onChoose={(it) => onChange({ cuisine: it })}
      />
      <div className="chips" role="group" aria-label={t.search.distinction}>
        {distinctionKinds.map((kind) => (
          <Chip
            key={kind}
            chosen={distinction === kind}
            onClick={() => onChange({ distinction: distinction === kind ? null : kind })}
          >
            <DistinctionSign of={kind} /> {t.venue.distinctions[kind]}
          </Chip>
        ))}
      </div>
      <div className="chips" role="group" aria-label={t.search.price}>
        {[1, 2, 3].map((level) => (
          <Chip
            key={level}
            chosen={price === level}
            onClick={() => onChange({ price: price === level ? null : level })}
          >
            {t.search.priceUpTo(level)}
          </Chip>
        ))}
      </div>
      {narrowed && (
        <button type="button" className="button plain" onClick={() => onChange(none)}>
          {t.search.clear}
        </button>
      )}
    </div>
  )
}

interface NamesProps {
  readonly label: string
  readonly names: Found['cities'] | undefined
  readonly chosen: string | null
  readonly onChoose: (name: string | null) => void
}

/** The most frequent first; each with how many there are. */
function Names({ label, names = [], chosen, onChoose }: NamesProps) {
  const { t, language } = useWords()
  const known = chosen === null || names.some(({ name }) => name === chosen)
  return (
    <select
      className={chosen === null ? 'chip' : 'chip chosen'}
      aria-label={label}
      value={chosen ?? ''}
      onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
    >
      <option value="">{chosen === null ? label : t.search.all}</option>
      {!known && <option value={chosen}>{placeWord(chosen, language)}</option>}
      {names.map(({ name, count }) => (
        <option key={name} value={name}>
          {placeWord(name, language)} ({count})
        </option>
      ))}
    </select>
  )
}
