import type { KeyboardEvent } from 'react'
import { nameFor, VenueName } from '../../common/VenueName.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { placeWord } from '../messages/places.ts'
import { Distinction } from '../parts/Distinction.tsx'
import { Link } from '../parts/Link.tsx'
import { Price } from '../parts/Price.tsx'
import { useWords } from '../words.ts'
import type { SearchQuery } from './query.ts'
import type { Card } from './useSearch.ts'

interface Props {
  readonly venue: Card
  readonly query: SearchQuery
  /** Seen without scrolling: its picture is asked for at once. */
  readonly first: boolean
}

const most = 4

/** A restaurant and its first free times, each of which leads straight to holding it. */
export function VenueCard({ venue, query, first }: Props) {
  const { t, language } = useWords()
  const { venueId, city, cuisine, distinction, price, zone, today, free } = venue
  const name = nameFor(venue, language).text
  const date = query.date === 'tonight' ? today : query.date
  const party = Math.min(Math.max(query.party, venue.minParty), venue.maxParty)
  const to = (at: string | null) => {
    const words = { ...(date !== 'any' && { date }), party: String(party), ...(at !== null && { at }) }
    return `/v/${venueId}?${new URLSearchParams(words)}`
  }
  return (
    <article className="venue-card" onKeyDown={walk}>
      <Link to={to(null)} className="venue-card-main">
        <Picture picture={venue.picture} name={name} sizes="(min-width: 700px) 360px, 112px" first={first} silent />
        <span className="venue-card-text">
          <h3>
            <VenueName venue={venue} />
          </h3>
          <Distinction of={distinction} />
          <span className="soft">
            {placeWord(city, language)} · {placeWord(cuisine, language)}
            {price !== null && ' · '}
            <Price level={price} zone={zone} />
          </span>
        </span>
      </Link>
      {free.length > 0 && (
        <ul className="card-times" aria-label={t.search.timesFor(name)}>
          {free.slice(0, most).map(({ startsAt, label, few }) => (
            <li key={startsAt}>
              <Link className={few ? 'card-time few' : 'card-time'} to={to(label)}>
                <span className="tabular">{label}</span>
                {few && (
                  <span className="card-few">
                    <Icon name="quarter" size={11} /> {t.search.few}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

/** Up and down lead from one restaurant to the next. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const all = [...document.querySelectorAll<HTMLElement>('.venue-card')]
  const next = all[all.indexOf(event.currentTarget) + step]?.querySelector<HTMLElement>('a')
  const to = next ?? (step < 0 ? document.querySelector<HTMLElement>('.what input') : null)
  if (to === null || to === undefined) return
  event.preventDefault()
  to.focus()
}
