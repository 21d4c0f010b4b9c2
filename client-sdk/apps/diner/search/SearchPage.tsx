import { useEffect, useState } from 'react'
import { useClient, useSession } from '../../../src/react.ts'
import { dateInWords, isEvening } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { showInAddress, usePlace } from '../router.ts'
import { useWords } from '../words.ts'
import { Filters } from './Filters.tsx'
import { inAddress, queryIn, type SearchQuery } from './query.ts'
import { Results } from './Results.tsx'
import { SearchForm } from './SearchForm.tsx'
import { useSearch } from './useSearch.ts'

/** Where, when, who; and what is free. */
export function SearchPage() {
  const { t, language } = useWords()
  const { query: address } = usePlace()
  const query = queryIn(address)
  const { results, waiting, error, retry, more } = useSearch(query)
  const change = (part: Partial<SearchQuery>) => showInAddress(inAddress({ ...query, ...part }))
  useGuestLater(results !== null)
  const said = useSaid(
    results === null || waiting ? null : t.search.found(results.found.venues.length, results.found.next !== null),
  )

  return (
    <div className="search">
      <Heading title="Couvert" className="serif">
        {t.search.heading}
      </Heading>
      <SearchForm query={query} onChange={change} />
      <Filters query={query} found={results?.others ?? results?.found ?? null} onChange={change} />
      <p className="unseen" role="status">
        {said}
      </p>
      {error !== null && <Refusal error={error} onRetry={retry} />}
      {results === null && error === null && <Skeleton of="cards" count={6} label={t.loading} />}
      {results !== null && (
        <div className={waiting ? 'results waiting' : 'results'} aria-busy={waiting}>
          <Results query={query} results={results} heading={headingFor(query)} onChange={change} />
          {more !== null && (
            <Button wide onClick={more}>
              {t.search.more}
            </Button>
          )}
        </div>
      )}
    </div>
  )

  function headingFor({ date }: SearchQuery): string {
    if (date === 'any') return t.search.everywhere
    if (date !== 'tonight') return t.search.freeOn(dateInWords(date, language))
    return isEvening() ? t.search.freeTonight : t.search.freeToday
  }
}

/** Said once, when it is another. */
function useSaid(text: string | null): string {
  const [said, setSaid] = useState('')
  if (text !== null && text !== said) setSaid(text)
  return said
}

/** The first answer needs no session; the first hold does, so it is opened in between. */
function useGuestLater(answered: boolean): void {
  const { session } = useClient()
  const { state } = useSession()
  useEffect(() => {
    if (!answered || state !== 'none') return
    // Where it fails, holding opens it again, and says why it cannot.
    const timer = setTimeout(() => void session.guest().catch(() => undefined), 1000)
    return () => clearTimeout(timer)
  }, [answered, session, state])
}
