import type { Input, Output } from '../../../shared/contract/index.ts'
import { type Found, isBefore } from '../../../shared/domain/search/searchList.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { presentCard } from '../presenters/presentVenue.ts'
import { decodePlace, encodePlace } from './search/cursor.ts'
import type { Listed } from './search/directory.ts'
import type { FreeTime, Night, Nights } from './search/nights.ts'
import { type ServiceDates, serviceDatesAt } from './search/serviceDates.ts'

type Query = Input<'venue.search'>
type Hit = Output<'venue.search'>['venues'][number]

/** When somebody wants to come, and with how many. */
interface Visit {
  readonly on: string
  readonly party: number
}

interface Page {
  readonly hits: readonly Hit[]
  readonly next: string | null
}

/** Nights looked at together, first few and then more: most pages are full soon. */
const fewNights = 40
const manyNights = 320
/** So long nights are worked out anew for one answer, and so many at least. Past it the page is short, and `next` goes on. */
const workMs = 100
const leastNights = 10

/**
 * Restaurants by what one types, by what they are, and by whether a table is free. What a restaurant tells about itself may
 * be two seconds old; what is free is read.
 *
 * @throws AppError `invalid_input`, `busy`
 */
export async function searchVenues({ deps }: Context, query: Query): Promise<Output<'venue.search'>> {
  const after = query.after === undefined ? null : decodePlace(query.after)
  const visit = visitOf(query)
  const dates = serviceDatesAt(deps.clock.now())
  const list = await deps.directory.list()
  const { found, cities, cuisines } = list.search({
    text: query.query ?? '',
    city: query.city ?? null,
    cuisine: query.cuisine ?? null,
    fits: (listed) => fits(listed, query),
  })
  const ahead = after === null ? found : found.filter(({ place }) => isBefore(after, place))
  const { hits, next } =
    visit === null ? firstOf(ahead, query.limit, dates) : await firstFree(deps.nights, ahead, { visit, query, dates })
  return { venues: [...hits], next, cities: [...cities], cuisines: [...cuisines] }
}

function visitOf({ freeOn, party }: Query): Visit | null {
  if (freeOn === undefined) return null
  if (party === undefined) {
    throw new AppError('invalid_input', { issues: [{ path: 'party', message: 'For how many people?' }] })
  }
  return { on: freeOn, party }
}

function fits({ venue, settings }: Listed, { distinction, price, party }: Query): boolean {
  if (distinction !== undefined && venue.distinction !== distinction) return false
  if (price !== undefined && (venue.price === null || venue.price > price)) return false
  return party === undefined || (party >= settings.minParty && party <= settings.maxParty)
}

function firstOf(ahead: readonly Found<Listed>[], limit: number, dates: ServiceDates): Page {
  const page = ahead.slice(0, limit)
  const last = page.at(-1)
  return {
    hits: page.map(({ item }) => ({ ...cardOf(item, dates), free: [] })),
    next: ahead.length > limit && last !== undefined ? encodePlace(last.place) : null,
  }
}

/** Until the page is full, nobody is left, or enough was worked out for one answer. */
async function firstFree(
  nights: Nights,
  ahead: readonly Found<Listed>[],
  { visit, query, dates }: { readonly visit: Visit; readonly query: Query; readonly dates: ServiceDates },
): Promise<Page> {
  const hits: Hit[] = []
  let looked = 0
  for await (const { item, free } of lookAt(nights, ahead, visit, dates)) {
    looked += 1
    if (free.length > 0) hits.push({ ...cardOf(item, dates), free: free.map(presentTime) })
    if (hits.length === query.limit) break
  }
  const last = ahead[looked - 1]
  return { hits, next: looked < ahead.length && last !== undefined ? encodePlace(last.place) : null }
}

/** One after the other, with what is free there; ends early where that would take too long. */
async function* lookAt(
  nights: Nights,
  ahead: readonly Found<Listed>[],
  visit: Visit,
  dates: ServiceDates,
): AsyncGenerator<{ readonly item: Listed; readonly free: readonly FreeTime[] }> {
  const mayGoOn = forAWhile()
  for (let from = 0, size = fewNights; from < ahead.length; from += size, size = manyNights) {
    const some = ahead.slice(from, from + size).map(({ item }) => ({ item, night: nightOf(item, visit, dates) }))
    const wanted = some.flatMap(({ night }) => night ?? [])
    const open = await nights.open(wanted, visit.party, mayGoOn)
    for (const { item, night } of some) {
      const free = night === null ? [] : await open.freeAt(night)
      if (free === null) return
      yield { item, free }
    }
  }
}

function forAWhile(): () => boolean {
  const startedAt = performance.now()
  let worked = 0
  return () => worked++ < leastNights || performance.now() - startedAt < workMs
}

/** Null: guests may not book that date there. */
function nightOf(listed: Listed, { on }: Visit, dates: ServiceDates): Night | null {
  const date = on === 'tonight' ? dates.today(listed.settings) : on
  return dates.isWithinWindow(listed.settings, date) ? { listed, date } : null
}

function presentTime({ startsAt, label, few }: FreeTime): Hit['free'][number] {
  return { startsAt: new Date(startsAt).toISOString(), label, few }
}

function cardOf({ venue, settings }: Listed, dates: ServiceDates) {
  return presentCard(venue, settings, dates.today(settings))
}
