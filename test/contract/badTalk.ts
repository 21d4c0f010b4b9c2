import { longestText } from '../../shared/domain/concierge/message.ts'
import { type BadCall, changed, invalid } from './badCall.ts'

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
    'conversation.read',
    'conversation.delivered',
    'conversation.typing',
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
    name: 'desk.save: a restaurant that is not there',
    as: 'admin',
    call: 'desk.save',
    input: changed('desk.save', ({ absentVenueId }) => ({ deskId: absentVenueId, venueIds: [absentVenueId] })),
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
  ...invalid('conversation.read', 'upTo', { ...numbers, 'left out': undefined }),
  ...invalid('conversation.delivered', 'upTo', { 'an operator': { $gt: 0 } }),
  ...invalid('conversation.snooze', 'until', { words: 'tomorrow', 'a number': 5 }),
  ...invalid('conversation.open', 'language', { 'not one of ours': 'tlh' }),
  ...invalid('desk.save', 'name', { empty: '', 'with a line break': 'a\nb', 'too long': 'd'.repeat(81) }),
  ...invalid('desk.save', 'venueIds', { empty: [], 'no list': 'all' }),
  ...forged,
  ...notTheirs,
  ...withoutEffect,
]
