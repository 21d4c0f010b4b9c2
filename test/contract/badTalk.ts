import { longestText } from '../../shared/domain/concierge/message.ts'
import { defaultTargets } from '../../shared/domain/concierge/targets.ts'
import { type BadCall, changed, invalid } from './badCall.ts'

/** On Mondays; closed on all other days. */
const hoursWith = (monday: readonly object[]) => ({
  zone: 'Asia/Seoul',
  weekly: [monday, [], [], [], [], [], []],
  exceptions: [],
})

/** Whatever stands for something that is said. */
const texts = {
  'left out': undefined,
  empty: '',
  'nothing but space': ' \n ',
  'a number': 42,
  'an operator': { $gt: '' },
  'a list': ['Hello'],
  'one sign too long': 'w'.repeat(longestText + 1),
  'one sign too long in signs of two halves': '🍷'.repeat(longestText + 1),
  'with a control sign': 'Hello\u0007',
  'with a zero byte': 'Hello\u0000',
  'text turned around': 'Hello \u202Eolleh',
  'half a sign': 'Hello \ud83d',
}

/** Whatever stands for a number of a message. */
const numbers = {
  zero: 0,
  'below zero': -1,
  'not whole': 1.5,
  words: 'the first',
  'beyond all numbers': 1e12,
}

/** What the hub says itself, and nobody tells it. */
const forged: readonly BadCall[] = Object.entries({
  seq: 7,
  sender: 'account:somebody',
  side: 'desk',
  at: '2020-01-01T00:00:00.000Z',
  messageId: 'mine',
  stream: 'another',
  unfolded: false,
}).map(([field, value]) => ({
  name: `message.send: a field called ${field}`,
  as: 'manager',
  call: 'message.send',
  input: changed('message.send', () => ({ [field]: value })),
  code: 'invalid_input',
  path: field,
}))

/** Of another guest, or of nothing. */
const notTheirs: readonly BadCall[] = (
  [
    'message.send',
    'message.edit',
    'message.withdraw',
    'message.react',
    'message.list',
    'message.search',
    'conversation.read',
    'conversation.delivered',
    'conversation.typing',
    'conversation.mail',
    'offer.accept',
    'offer.decline',
  ] as const
).flatMap((call) =>
  (['another guest’s', 'what is not there'] as const).map((whose) => ({
    name: `${call}: ${whose}`,
    as: 'guest' as const,
    call,
    input: changed(call, ({ conversationId, absentVenueId }) => ({
      conversationId: whose === 'another guest’s' ? conversationId : absentVenueId,
    })),
    code: 'not_found' as const,
  })),
)

const withoutEffect: readonly BadCall[] = [
  {
    name: 'conversation.open: a desk that is not there',
    as: 'guest',
    call: 'conversation.open',
    input: ({ absentVenueId }) => ({ deskId: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'message.send: an answer to what nobody has said',
    as: 'manager',
    call: 'message.send',
    input: changed('message.send', () => ({ replyTo: 99 })),
    code: 'not_found',
  },
  {
    name: 'message.edit: what the guest said',
    as: 'manager',
    call: 'message.edit',
    input: changed('message.edit', () => ({})),
    code: 'not_allowed_now',
  },
  {
    name: 'message.react: to what nobody has said',
    as: 'manager',
    call: 'message.react',
    input: changed('message.react', () => ({ seq: 99 })),
    code: 'not_found',
  },
  {
    name: 'conversation.read: what nobody has said',
    as: 'manager',
    call: 'conversation.read',
    input: changed('conversation.read', () => ({ upTo: 2 })),
    code: 'invalid_input',
    path: 'upTo',
  },
  {
    name: 'conversation.mail: to a guest without an account',
    as: 'manager',
    call: 'conversation.mail',
    input: changed('conversation.mail', () => ({})),
    code: 'no_address',
  },
  {
    name: 'conversation.mail: to an address of the desk’s choice',
    as: 'manager',
    call: 'conversation.mail',
    input: changed('conversation.mail', () => ({ to: 'somebody@example.com' })),
    code: 'invalid_input',
    path: 'to',
  },
  {
    name: 'conversation.resolve: what the guest has said unseen',
    as: 'manager',
    call: 'conversation.resolve',
    input: changed('conversation.resolve', () => ({ upTo: 0 })),
    code: 'not_allowed_now',
  },
  {
    name: 'conversation.snooze: until yesterday',
    as: 'manager',
    call: 'conversation.snooze',
    input: changed('conversation.snooze', () => ({ until: '2020-01-01T00:00:00.000Z' })),
    code: 'invalid_input',
    path: 'until',
  },
  {
    name: 'desk.save: a restaurant’s own desk for another restaurant',
    as: 'manager',
    call: 'desk.save',
    input: changed('desk.save', ({ deskId, absentVenueId }) => ({ venueIds: [deskId, absentVenueId] })),
    code: 'invalid_input',
    path: 'venueIds',
  },
  {
    name: 'desk.save: spans of a day that overlap',
    as: 'manager',
    call: 'desk.save',
    input: changed('desk.save', () => ({
      hours: hoursWith([
        { from: '09:00', to: '18:00' },
        { from: '17:00', to: '02:00' },
      ]),
    })),
    code: 'invalid_input',
    path: 'hours.weekly.0.1.from',
  },
  {
    name: 'desk.save: hours in a zone that is none',
    as: 'manager',
    call: 'desk.save',
    input: changed('desk.save', () => ({ hours: { ...hoursWith([]), zone: 'Nowhere/At_All' } })),
    code: 'invalid_input',
    path: 'hours.zone',
  },
  {
    name: 'desk.save: a VIP who waits longer than others',
    as: 'manager',
    call: 'desk.save',
    input: changed('desk.save', () => ({
      targets: { ...defaultTargets, vip: { firstSeconds: 900, nextSeconds: 60 } },
    })),
    code: 'invalid_input',
    path: 'targets.vip.firstSeconds',
  },
  {
    name: 'desk.member.save: somebody who does not work there',
    as: 'manager',
    call: 'desk.member.save',
    input: changed('desk.member.save', ({ absentVenueId }) => ({ accountId: absentVenueId })),
    code: 'invalid_input',
    path: 'accountId',
  },
  {
    name: 'conversation.transfer: to somebody who does not work there',
    as: 'manager',
    call: 'conversation.transfer',
    input: changed('conversation.transfer', ({ absentVenueId }) => ({ to: absentVenueId })),
    code: 'invalid_input',
    path: 'to',
  },
  {
    name: 'conversation.guest: a concierge of their own who does not work there',
    as: 'manager',
    call: 'conversation.guest',
    input: changed('conversation.guest', ({ absentVenueId }) => ({ own: absentVenueId })),
    code: 'invalid_input',
    path: 'own',
  },
  {
    name: 'desk.save: a restaurant that is not there',
    as: 'admin',
    call: 'desk.save',
    input: changed('desk.save', ({ absentVenueId }) => ({ deskId: absentVenueId, venueIds: [absentVenueId] })),
    code: 'not_found',
  },
]

const offerWith = (change: object) => [
  { venueId: 'x', date: '2027-03-14', startsAt: '2027-03-14T09:00:00.000Z', party: 2, ...change },
]

/** What cannot be offered, taken or declined. */
const offers: readonly BadCall[] = [
  ...invalid('offer.make', 'offers', {
    'left out': undefined,
    empty: [],
    'no list': 'all',
    'more than three': Array.from({ length: 4 }, () => offerWith({})[0]),
  }),
  ...invalid('offer.make', 'offers.0.venueId', {
    'of nowhere': offerWith({}),
    'an operator': offerWith({ venueId: { $ne: '' } }),
  }),
  ...invalid('offer.make', 'forMinutes', { 'four minutes': 4, 'over two hours': 121, words: 'long' }),
  ...invalid('offer.make', 'text', { 'with a control sign': 'Hello\u0007', empty: '' }),
  ...invalid('offer.make', 'holder', { 'no field of it': 'guest:another' }),
  ...invalid('offer.withdraw', 'seq', numbers),
  ...invalid('offer.decline', 'seq', numbers),
  ...invalid('offer.accept', 'guest', { 'left out': undefined }),
  ...invalid('offer.accept', 'guest.phone', { 'not international': { name: 'Kim', phone: '010' } }),
  ...invalid('offer.accept', 'reservationId', { nothing: 'x', 'an operator': { $gt: '' } }),
  ...invalid('offer.accept', 'outcome', { 'no field of it': { is: 'chosen' } }),
  ...invalid('message.send', 'reservationId', { nothing: 'x', 'an operator': { $gt: '' } }),
  ...invalid('message.send', 'cards', { 'no field of it': [{ kind: 'proposal' }] }),
  {
    name: 'offer.withdraw: what was never offered',
    as: 'manager',
    call: 'offer.withdraw',
    input: changed('offer.withdraw', () => ({})),
    code: 'not_found',
  },
  {
    name: 'message.send: about a booking that is not there',
    as: 'manager',
    call: 'message.send',
    input: changed('message.send', ({ absentId }) => ({ reservationId: absentId })),
    code: 'not_found',
  },
]

export const badTalk: readonly BadCall[] = [
  ...invalid('message.send', 'text', texts),
  ...invalid('note.add', 'text', { empty: '', 'text turned around': 'Hello \u202Eolleh' }),
  ...invalid('message.edit', 'text', { empty: '', 'with a control sign': 'Hello\u0007' }),
  ...invalid('message.send', 'replyTo', numbers),
  ...invalid('message.send', 'conversationId', { 'an operator in text': '{"$gt":""}', 'of its notes': 'x.notes' }),
  ...invalid('message.edit', 'seq', numbers),
  ...invalid('message.withdraw', 'seq', { 'an operator in text': '{"$gt":0}' }),
  ...invalid('message.react', 'reaction', {
    'not one of ours': 'dislike',
    'an operator': { $ne: null },
    'left out': undefined,
  }),
  ...invalid('message.list', 'before', { zero: 0, words: 'the first' }),
  ...invalid('message.list', 'limit', { zero: 0, 'over a hundred': 101, text: 'all' }),
  ...invalid('message.search', 'query', {
    empty: '',
    'too long': 'a'.repeat(81),
    'no letters': '?!',
    'one letter': 'a',
  }),
  ...invalid('message.search', 'before', { 'no cursor': 'the first', 'too long': 'a'.repeat(201), empty: '' }),
  ...invalid('message.search', 'limit', { zero: 0, 'over fifty': 51 }),
  ...invalid('conversation.read', 'upTo', { ...numbers, 'left out': undefined }),
  ...invalid('conversation.delivered', 'upTo', { 'an operator': { $gt: 0 } }),
  ...invalid('conversation.snooze', 'until', { words: 'tomorrow', 'a number': 5 }),
  ...invalid('conversation.open', 'language', { 'not one of ours': 'tlh' }),
  ...invalid('desk.save', 'name', { empty: '', 'with a line break': 'a\nb', 'too long': 'd'.repeat(81) }),
  ...invalid('desk.save', 'venueIds', { empty: [], 'no list': 'all' }),
  ...invalid('desk.save', 'hours', { words: 'always' }),
  ...invalid('desk.save', 'hours.zone', { 'an operator': { $gt: '' } }),
  ...invalid('desk.save', 'keepMonths', { zero: 0, 'more than five years': 61, words: 'for ever' }),
  ...invalid('desk.save', 'mostOwed', { zero: 0, 'not whole': 1.5 }),
  ...invalid('desk.present', 'state', { 'not one of ours': 'asleep', 'left out': undefined }),
  ...invalid('desk.member.save', 'languages', { empty: [], text: 'ko' }),
  ...invalid('desk.member.save', 'capacity', { zero: 0, words: 'many' }),
  ...invalid('conversation.take', 'from', { 'an operator': { $ne: null }, null: null }),
  ...invalid('conversation.transfer', 'note', {
    empty: '',
    'with a control sign': 'Hello\u0007',
    'left out': undefined,
  }),
  ...invalid('conversation.guest', 'tier', { 'not one of ours': 'royal', 'an operator': { $gt: '' } }),
  ...invalid('message.send', 'evenIfTaken', { words: 'yes' }),
  ...invalid('message.send', 'attachments', {
    none: [],
    five: Array.from({ length: 5 }, (_, n) => String(n).repeat(26)),
    'one twice': ['0'.repeat(26), '0'.repeat(26)],
    text: '0'.repeat(26),
  }),
  ...invalid('message.send', 'attachments.0', {
    'an operator': [{ $ne: null }],
    'what is not there': ['0'.repeat(26)],
    'a way out of the folder': ['../../etc/passwd'],
  }),
  ...invalid('conversation.describe', 'allergies', {
    empty: '',
    'text turned around': 'Nuts \u202Estun',
    'left out': undefined,
  }),
  ...invalid('conversation.describe', 'version', { 'below zero': -1, 'an operator': { $gte: 0 } }),
  ...invalid('canned.save', 'shortcut', { 'an operator in text': '{"$gt":""}', 'a path': '../welcome' }),
  ...invalid('canned.save', 'texts', { nothing: { ko: null, en: null, ja: null }, words: 'Hello' }),
  ...invalid('canned.save', 'texts.en', {
    'a text with a variable that nothing fills': { ko: null, en: 'Dear {password}', ja: null },
    'an empty text': { ko: null, en: '', ja: null },
  }),
  ...invalid('desk.tables', 'party', { zero: 0, words: 'two' }),
  ...invalid('desk.tables', 'date', { 'no day': '2027-02-30', 'an operator': { $gt: '' } }),
  ...offers,
  ...forged,
  ...notTheirs,
  ...withoutEffect,
]
