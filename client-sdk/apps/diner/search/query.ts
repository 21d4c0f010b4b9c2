import type { Sent } from '../../../src/index.ts'
import { dateOf } from '../../common/format.ts'
import type { Distinction } from '../messages/vocabulary/finding.ts'

/** What the search asks for, as the address says it: a page of results can be sent to a friend. */
export interface SearchQuery {
  readonly q: string
  /** `any`: free or not. */
  readonly date: string | 'tonight' | 'any'
  readonly party: number
  readonly city: string | null
  readonly cuisine: string | null
  readonly distinction: Distinction | null
  readonly price: number | null
}

export const distinctionKinds = ['three_stars', 'two_stars', 'one_star', 'bib_gourmand', 'selected'] as const

export function queryIn(given: URLSearchParams): SearchQuery {
  const date = given.get('date')
  return {
    q: (given.get('q') ?? '').slice(0, 100),
    date: date === 'any' ? 'any' : (dateOf(date) ?? 'tonight'),
    party: numberIn(given.get('party'), 1, 100) ?? 2,
    city: given.get('city'),
    cuisine: given.get('cuisine'),
    distinction: distinctionKinds.find((kind) => kind === given.get('distinction')) ?? null,
    price: numberIn(given.get('price'), 1, 4),
  }
}

/** For the address; what is as usual is left out. */
export function inAddress({ q, date, party, ...choices }: SearchQuery): Record<string, string | number | null> {
  return {
    q: q === '' ? null : q,
    date: date === 'tonight' ? null : date,
    party: party === 2 ? null : party,
    ...choices,
  }
}

export function inputOf({ q, date, party, city, cuisine, distinction, price }: SearchQuery): Sent<'venue.search'> {
  const query = q.trim()
  return {
    ...(query !== '' && { query }),
    ...(date !== 'any' && { freeOn: date, party }),
    ...(city !== null && { city }),
    ...(cuisine !== null && { cuisine }),
    ...(distinction !== null && { distinction }),
    ...(price !== null && { price }),
  }
}

function numberIn(text: string | null, min: number, max: number): number | null {
  const number = Number(text ?? Number.NaN)
  return Number.isInteger(number) && number >= min && number <= max ? number : null
}
