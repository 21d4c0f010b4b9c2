import { answerIndex } from '../../lane/documents.ts'
import { expiring, type Index } from './shape.ts'

/** Books, what happened in them, and what follows from them. */
export const bookIndexes: readonly Index[] = [
  {
    collection: 'books',
    name: 'pending',
    key: { pendingSince: 1 },
    options: { partialFilterExpression: { pendingSince: { $exists: true } } },
    serves: 'relay: books with events to copy',
  },
  {
    collection: 'books',
    name: 'versions',
    key: { _id: 1, version: 1, settingsVersion: 1 },
    serves: 'beacon: versions of watched books, covered',
  },
  {
    collection: 'books',
    name: 'due',
    key: { nextDue: 1 },
    options: { partialFilterExpression: { nextDue: { $type: 'date' } } },
    serves: 'expiry sweep: books with a hold that ran out',
  },
  {
    collection: 'books',
    name: 'venue',
    key: { venueId: 1, date: 1, settingsVersion: 1 },
    serves: 'adoption: books to come that lag behind the settings',
  },
  {
    collection: 'events',
    name: answerIndex.name,
    key: answerIndex.key,
    options: { unique: true, partialFilterExpression: answerIndex.partialFilterExpression },
    serves: 'lane: remembered answers; one answer per request',
  },
  {
    collection: 'events',
    name: 'unpublished',
    key: { at: 1, version: 1, n: 1 },
    options: { partialFilterExpression: { done: false } },
    serves: 'relay: events to publish, in order',
  },
  {
    collection: 'events',
    name: 'history',
    key: { book: 1, version: 1, n: 1 },
    serves: 'rebuild: the history of a book, in order; an end that is not projected yet',
  },
  {
    collection: 'audit',
    name: 'waiting',
    key: { at: 1 },
    options: { partialFilterExpression: { waiting: true } },
    serves: 'relay: records to chain, in order',
  },
  { collection: 'audit', name: 'by', key: { by: 1, at: 1 }, serves: 'account.export: what somebody did' },
  { collection: 'audit', name: 'to', key: { to: 1, at: 1 }, serves: 'account.export: what was done to whom' },
  expiring('audit', 'retention: two years'),
  { collection: 'venues', name: 'name', key: { name: 1, _id: 1 }, serves: 'venue.list' },
  { collection: 'venues', name: 'updated', key: { updatedAt: 1 }, serves: 'search: restaurants that changed' },
  {
    collection: 'venues',
    name: 'settingsChanged',
    key: { settingsChangedAt: 1 },
    serves: 'search: restaurants whose settings changed',
  },
  {
    collection: 'reservations',
    name: 'owner',
    key: { owner: 1, end: 1, _id: 1, generation: 1, bookVersion: 1, n: 1 },
    serves: 'feed of a person’s own reservations, and its beacon, covered',
  },
  {
    collection: 'bundles',
    name: 'reservation',
    key: { reservationId: 1, decidedAt: -1 },
    serves: 'where a reservation is after a change of date',
  },
  {
    collection: 'bundles',
    name: 'unfinished',
    key: { unfinished: 1, deadline: 1 },
    options: { partialFilterExpression: { unfinished: true } },
    serves: 'sweep: bundles left behind',
  },
  expiring('bundles', 'retention: a month after the visit'),
  {
    collection: 'ledgers',
    name: 'open',
    key: { 'entries.giveUpAt': 1 },
    serves: 'sweep: entries whose outcome was never told',
  },
  { collection: 'ledgers', name: 'claim', key: { 'entries.claim': 1 }, serves: 'relay: pages that have a claim' },
  expiring('ledgers', 'retention: a day after nothing on the page weighs'),
]
