import type { ErrorCode } from '../../shared/contract/errors.ts'
import type { FeedName } from '../../shared/contract/feeds.ts'
import type { BadWorld } from './badCall.ts'
import type { Transport } from './callers.ts'

/** Bad requests for feeds. Over HTTP the parameters travel in the path. */
interface BadOpen {
  readonly name: string
  readonly feed: FeedName
  readonly params: (world: BadWorld) => Readonly<Record<string, unknown>>
  readonly code: ErrorCode
  readonly path?: string
  readonly over?: Transport
}

export const badOpens: readonly BadOpen[] = [
  ...Object.entries({ date: { date: '2027-02-30' }, venueId: { venueId: '{"$gt":""}' } }).map(
    ([field, change]): BadOpen => ({
      name: `availability: ${field} does not fit`,
      feed: 'availability',
      params: ({ venueId, date }) => ({ venueId, date, ...change }),
      code: 'invalid_input',
      path: `params.${field}`,
    }),
  ),
  ...['vip', '$where', 'constructor'].map(
    (field): BadOpen => ({
      name: `availability: a field called ${field}`,
      feed: 'availability',
      params: ({ venueId, date }) => ({ venueId, date, [field]: 'x' }),
      code: 'invalid_input',
      path: `params.${field}`,
    }),
  ),
  {
    name: 'availability: an operator for a date',
    feed: 'availability',
    params: ({ venueId }) => ({ venueId, date: { $gt: '' } }),
    code: 'invalid_input',
    path: 'params.date',
    over: 'socket',
  },
  {
    name: 'availability: a restaurant that is not there',
    feed: 'availability',
    params: ({ absentVenueId, date }) => ({ venueId: absentVenueId, date }),
    code: 'not_found',
  },
  {
    name: 'reservation: what is another guest’s',
    feed: 'reservation',
    params: ({ foreignId }) => ({ reservationId: foreignId }),
    code: 'not_found',
  },
  {
    name: 'reservation: what is not there',
    feed: 'reservation',
    params: ({ absentId }) => ({ reservationId: absentId }),
    code: 'not_found',
  },
  ...(['conversation', 'notes'] as const).map(
    (feed): BadOpen => ({
      name: `${feed}: another guest’s`,
      feed,
      params: ({ conversationId }) => ({ conversationId }),
      code: feed === 'notes' ? 'forbidden' : 'not_found',
    }),
  ),
  {
    name: 'conversation: what is not there',
    feed: 'conversation',
    params: ({ absentVenueId }) => ({ conversationId: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'queue: a guest’s',
    feed: 'queue',
    params: ({ deskId }) => ({ deskId }),
    code: 'forbidden',
  },
  {
    name: 'team: a guest’s',
    feed: 'team',
    params: ({ deskId }) => ({ deskId }),
    code: 'forbidden',
  },
]
