import { type BadCall, type Change, changed, invalid } from './badCall.ts'
import { badIdentity } from './badIdentity.ts'
import { badTalk } from './badTalk.ts'
import { sampleOf } from './samples.ts'

/** An own field of that name, as JSON from the wire makes it; in a literal `__proto__` would set the prototype. */
const own = (key: string, value: unknown): Change => JSON.parse(JSON.stringify({ [key]: value }))
const proto: Change = JSON.parse('{"__proto__":{"admin":true}}')

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)
/** A confirmation with something else in the guest's words. */
const withGuest = (change: Change) =>
  changed('reservation.confirm', ({ guest }) => ({ guest: { ...guest, ...change } }))

const wrongTypes: readonly BadCall[] = [
  ...invalid('hold.create', 'party', {
    'left out': undefined,
    null: null,
    text: 'two',
    'digits in text': '2',
    'a list': [2],
    'an operator': { $gt: 0 },
    'not whole': 2.5,
    zero: 0,
    'below zero': -1,
    'a thousand million': 1e9,
    'beyond whole numbers': 1e300,
  }),
  ...invalid('hold.create', 'date', {
    'a day that is not': '2027-02-30',
    'no leap day': '2027-02-29',
    'month 13': '2027-13-01',
    'without zeros': '2027-3-1',
    'an instant': '2027-03-01T00:00:00.000Z',
    'a number': 20270301,
    'an operator': { $ne: null },
    empty: '',
  }),
  ...invalid('hold.create', 'startsAt', {
    'on a day that is not': '2027-02-30T10:00:00.000Z',
    'at hour 25': '2027-03-01T25:00:00.000Z',
    'with an offset': '2027-03-01T10:00:00.000+09:00',
    'without milliseconds': '2027-03-01T10:00:00Z',
    'milliseconds since 1970': 1_800_000_000_000,
    words: 'tomorrow at seven',
  }),
  ...invalid('hold.create', 'venueId', {
    'a list': ['0123456789abcdefghjkmnpqrs'],
    'an operator': { $gt: '' },
    'an operator in text': '{"$gt":""}',
    'a path': '../../etc/passwd',
    'of another alphabet': 'ILOU456789abcdefghjkmnpqrs',
    'with a zero byte': '0123456789abcdefghjkmnpqr\u0000',
    'ten thousand signs long': 'a'.repeat(10_000),
  }),
  ...invalid('hold.create', 'area', { empty: '', 'with a control sign': 'hall\u0007', 'too long': 'h'.repeat(41) }),
  ...invalid('hold.release', 'reservationId', {
    nothing: 'x',
    'an operator in text': '{"$where":"sleep(1000)"}',
    'a key of objects': '__proto__',
  }),
  ...invalid('hold.release', 'reservationId', { 'an operator': { $gt: '' }, 'left out': undefined }, 'socket'),
  ...invalid('reservation.move', 'tableIds', { 'no list': 'T1', empty: [], 'a list too long': Array(9).fill('T1') }),
  ...invalid('reservation.move', 'tableIds.0', {
    'a list of operators': [{ $gt: '' }],
    'a key of objects': ['__proto__'],
  }),
  ...invalid('reservation.advance', 'to', { 'a state that is not': 'eaten', 'a state that ends holds': 'expired' }),
  ...invalid('block.create', 'endsAt', { text: 'soon', 'left out': undefined }),
  ...invalid('venue.list', 'limit', { zero: 0, 'a thousand': 1000, text: 'all' }),
  ...invalid('venue.list', 'after', { 'no cursor': 'zzz', 'an operator in text': '{"$gt":""}' }),
  ...invalid('availability.explain', 'party', { text: 'two', empty: '', 'left out': undefined }),
  ...invalid('availability.explain', 'date', { 'a day that is not': '2027-02-30' }),
]

const guestFields: readonly BadCall[] = Object.entries({
  'guest.name': { name: ' ' },
  'guest.phone': { phone: '010-1234-5678' },
  'guest.email': { email: '{"$gt":""}@example.com' },
  'guest.wishes': { wishes: 'w'.repeat(1001) },
  'guest.allergies': { allergies: { $set: 'none' } },
  'guest.vip': { vip: true },
  'guest.$set': { $set: { name: 'x' } },
  'guest.constructor': own('constructor', { prototype: {} }),
}).map(([path, change]) => ({
  name: `reservation.confirm: ${path} does not fit`,
  as: 'guest',
  call: 'reservation.confirm',
  input: withGuest(change),
  code: 'invalid_input',
  path,
}))

const hiddenSigns: readonly BadCall[] = Object.entries({
  'a line break': 'Kim\nMin-ji',
  'a zero byte': 'Kim\u0000',
  'text turned around': 'Kim \u202Eij-niM',
  'half a sign': 'Kim \ud83d',
}).map(([what, name]) => ({
  name: `reservation.confirm: a name with ${what}`,
  as: 'guest',
  call: 'reservation.confirm',
  input: withGuest({ name }),
  code: 'invalid_input',
  path: 'guest.name',
}))

const extraFields: readonly BadCall[] = (
  [
    ['vip', { vip: true }],
    ['$where', { $where: 'sleep(1000)' }],
    ['constructor', own('constructor', { prototype: { admin: true } })],
    ['__proto__', proto],
    ['reservation.state', { 'reservation.state': 'confirmed' }],
    ['deep', { deep: nested(2000) }],
    ['holder', { holder: 'account:somebody' }],
    ['expiresAt', { expiresAt: '2030-01-01T00:00:00.000Z' }],
  ] as const
).map(([field, change]) => ({
  name: `hold.create: a field called ${field}`,
  as: 'guest',
  call: 'hold.create',
  // Not spread: that would lose `__proto__`.
  input: (world) => Object.defineProperty({ ...sampleOf('hold.create', world) }, field, descriptor(change, field)),
  code: 'invalid_input',
  path: field,
}))

function descriptor(change: Change, field: string): PropertyDescriptor {
  return { ...Object.getOwnPropertyDescriptor(change, field), enumerable: true }
}

const wrongWhole: readonly BadCall[] = Object.entries({
  text: 'hold a table please',
  'a list': ['hold'],
  'a number': 42,
  'nested two thousand deep': nested(2000),
}).map(([what, input]) => ({
  name: `hold.create: the whole input is ${what}`,
  as: 'guest',
  call: 'hold.create',
  input: () => input,
  code: 'invalid_input',
  path: '',
}))

const requestIds: readonly BadCall[] = Object.entries({
  'no request id': null,
  'a short request id': 'abc',
  'a request id with spaces': 'one two three four five',
  'an operator for a request id': { $gt: '' },
}).map(([what, requestId]) => ({
  name: `hold.create: ${what}`,
  as: 'guest',
  call: 'hold.create',
  input: (world) => sampleOf('hold.create', world),
  requestId,
  code: 'invalid_input',
  path: 'requestId',
}))

const whose = {
  foreignId: 'what is another guest’s',
  absentId: 'what is not there',
  nowhereId: 'what is of a restaurant that is not there',
} as const

const notTheirs: readonly BadCall[] = (
  ['hold.release', 'reservation.confirm', 'reservation.change', 'reservation.cancel'] as const
).flatMap((call) =>
  (Object.keys(whose) as (keyof typeof whose)[]).map((id) => ({
    name: `${call}: ${whose[id]}`,
    as: 'guest',
    call,
    input: changed(call, (world) => ({ reservationId: world[id] })),
    code: 'not_found',
  })),
)

const withoutEffect: readonly BadCall[] = [
  {
    name: 'hold.create: a restaurant that is not there',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', ({ absentVenueId }) => ({ venueId: absentVenueId })),
    code: 'not_found',
  },
  {
    name: 'venue.get: a restaurant that is not there',
    as: 'guest',
    call: 'venue.get',
    input: ({ absentVenueId }) => ({ venueId: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'hold.create: a time between two slots',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', ({ startsAt }) => ({ startsAt: later(startsAt, 61_001) })),
    code: 'slot_unavailable',
  },
  {
    name: 'hold.create: a time of another date',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', ({ startsAt }) => ({ startsAt: later(startsAt, 30 * 86_400_000) })),
    code: 'slot_unavailable',
  },
  {
    name: 'hold.create: a date long gone',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', () => ({ date: '1999-12-31', startsAt: '1999-12-31T10:00:00.000Z' })),
    code: 'slot_unavailable',
  },
  {
    name: 'hold.create: a date at the end of the calendar',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', () => ({ date: '9999-12-31', startsAt: '9999-12-31T10:00:00.000Z' })),
    code: 'slot_unavailable',
  },
  {
    name: 'hold.create: the first date there is',
    as: 'guest',
    call: 'hold.create',
    input: changed('hold.create', () => ({ date: '0000-01-01', startsAt: '0000-01-01T10:00:00.000Z' })),
    code: 'slot_unavailable',
  },
  {
    name: 'reservation.book: a table that is not there',
    as: 'manager',
    call: 'reservation.book',
    input: changed('reservation.book', () => ({ tableIds: ['no-such-table'] })),
    code: 'slot_unavailable',
  },
  {
    name: 'walkIn.seat: a table named like a key of every object',
    as: 'manager',
    call: 'walkIn.seat',
    input: changed('walkIn.seat', () => ({ tableIds: ['constructor'] })),
    code: 'slot_unavailable',
  },
  {
    name: 'block.create: an end before its beginning',
    as: 'manager',
    call: 'block.create',
    input: changed('block.create', ({ startsAt }) => ({ endsAt: later(startsAt, -3_600_000) })),
    code: 'slot_unavailable',
  },
  {
    name: 'block.release: what is not there',
    as: 'manager',
    call: 'block.release',
    input: (world) => ({ venueId: world.venueId, date: world.date, blockId: world.absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'settings.change: made from a version yet to come',
    as: 'manager',
    call: 'settings.change',
    input: ({ venueId, settings }) => ({ venueId, settings: { ...settings, version: settings.version + 1000 } }),
    code: 'settings_conflict',
  },
  {
    name: 'settings.change: a service with a time that is not',
    as: 'manager',
    call: 'settings.change',
    input: ({ venueId, settings }) => ({ venueId, settings: { ...settings, dayBoundary: '31:00' } }),
    code: 'invalid_input',
    path: 'settings.dayBoundary',
  },
]

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString()
}

/** Over the size that any message may have. A socket answers up to a point, past which it is cut. */
const giants: readonly BadCall[] = [33, 1024].map((kib) => ({
  name: `reservation.confirm: wishes of ${kib} KiB`,
  as: 'guest',
  call: 'reservation.confirm',
  input: withGuest({ wishes: 'w'.repeat(kib * 1024) }),
  code: 'payload_too_large',
  ...(kib > 100 && { over: 'http' as const }),
}))

export const badCalls: readonly BadCall[] = [
  ...wrongTypes,
  ...guestFields,
  ...hiddenSigns,
  ...extraFields,
  ...wrongWhole,
  ...requestIds,
  ...notTheirs,
  ...withoutEffect,
  ...giants,
  ...badIdentity,
  ...badTalk,
]
