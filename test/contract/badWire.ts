import type { ErrorCode } from '../../shared/contract/errors.ts'

/** A bad request below the level of operations: what the edges themselves have to answer. */
interface BadWire {
  readonly name: string
  readonly code: ErrorCode
  readonly path?: string
}

/** Emitted as they are; the acknowledgement is added. */
export const badEvents: readonly (BadWire & { readonly event: string; readonly args: readonly unknown[] })[] = [
  ...[
    'hold.steal',
    'hold.create ',
    'HOLD.CREATE',
    '',
    '__proto__',
    'constructor',
    'toString',
    'feed.steal',
    '$where',
  ].map(
    (event) =>
      ({ name: `an event called "${event}"`, event, args: [{ input: {} }], code: 'unknown_operation' }) as const,
  ),
  {
    name: 'a field beside the input',
    event: 'venue.list',
    args: [{ input: {}, actor: 'account:admin' }],
    code: 'invalid_input',
    path: 'actor',
  },
  { name: 'text for an envelope', event: 'venue.get', args: ['venue'], code: 'invalid_input', path: '' },
  { name: 'bytes for an envelope', event: 'venue.get', args: [Buffer.from('venue')], code: 'invalid_input' },
  { name: 'bytes for an input', event: 'venue.get', args: [{ input: Buffer.from('venue') }], code: 'invalid_input' },
  { name: 'no envelope', event: 'venue.get', args: [], code: 'invalid_input', path: 'venueId' },
  ...['everything', '__proto__', 'constructor', 'availability/x'].map(
    (feed) =>
      ({
        name: `a feed called "${feed}"`,
        event: 'feed.open',
        args: [{ feed, params: {} }],
        code: 'unknown_operation',
      }) as const,
  ),
  { name: 'a feed without a name', event: 'feed.open', args: [{ params: {} }], code: 'invalid_input', path: 'feed' },
  {
    name: 'a feed since half a version',
    event: 'feed.open',
    args: [{ feed: 'availability', params: {}, since: { version: '1' } }],
    code: 'invalid_input',
    path: 'since.epoch',
  },
  {
    name: 'a feed since a version as long as a book',
    event: 'feed.open',
    args: [{ feed: 'availability', params: {}, since: { epoch: 'e', version: '1'.repeat(10_000) } }],
    code: 'invalid_input',
    path: 'since.version',
  },
  { name: 'closing without a key', event: 'feed.close', args: [{}], code: 'invalid_input', path: 'key' },
  {
    name: 'closing by an operator',
    event: 'feed.close',
    args: [{ key: { $ne: '' } }],
    code: 'invalid_input',
    path: 'key',
  },
]

const json = { 'content-type': 'application/json', 'idempotency-key': 'a-key-long-enough-000' }

/** Sent as they are, by a guest. */
export const badRequests: readonly (BadWire & { readonly to: string; readonly init?: RequestInit })[] = [
  { name: 'a path that is not', to: '/v1/everything', code: 'unknown_operation' },
  { name: 'a path named like a key of every object', to: '/v1/__proto__', code: 'unknown_operation' },
  {
    name: 'another method',
    to: '/v1/holds',
    init: { method: 'PATCH', headers: json, body: '{}' },
    code: 'unknown_operation',
  },
  { name: 'half a sign in the path', to: '/v1/venues/%E0%A4%A', code: 'invalid_input' },
  { name: 'a way out of the path', to: '/v1/venues/..%2f..%2fetc%2fpasswd', code: 'invalid_input', path: 'venueId' },
  {
    name: 'broken JSON',
    to: '/v1/holds',
    init: { method: 'POST', headers: json, body: '{"party":' },
    code: 'invalid_input',
    path: '',
  },
  {
    name: 'a list for a body',
    to: '/v1/holds',
    init: { method: 'POST', headers: json, body: '[1]' },
    code: 'invalid_input',
    path: '',
  },
  {
    name: 'text for a body',
    to: '/v1/holds',
    init: { method: 'POST', headers: json, body: '"hold"' },
    code: 'invalid_input',
    path: '',
  },
  {
    name: 'JSON that says it is text',
    to: '/v1/holds',
    init: { method: 'POST', headers: { ...json, 'content-type': 'text/plain' }, body: '{"party":2}' },
    code: 'invalid_input',
    path: 'venueId',
  },
  {
    name: 'JSON in an encoding nobody reads',
    to: '/v1/holds',
    init: { method: 'POST', headers: { ...json, 'content-type': 'application/json; charset=iso-8859-1' }, body: '{}' },
    code: 'invalid_input',
    path: '',
  },
  {
    name: 'a body that says it is compressed and is not',
    to: '/v1/holds',
    init: { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' },
    code: 'invalid_input',
    path: '',
  },
  { name: 'the same field twice in the query', to: '/v1/venues?limit=1&limit=2', code: 'invalid_input', path: 'limit' },
  { name: 'an operator in the query', to: '/v1/venues?limit[$gt]=1', code: 'invalid_input', path: 'limit[$gt]' },
  { name: 'a field nobody asked for in the query', to: '/v1/venues?admin=true', code: 'invalid_input', path: 'admin' },
  { name: 'a key of objects in the query', to: '/v1/venues?__proto__=1', code: 'invalid_input', path: '__proto__' },
]
