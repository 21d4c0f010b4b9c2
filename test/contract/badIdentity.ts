import { type BadCall, changed, invalid } from './badCall.ts'

/** Whatever stands for an address. */
const addresses = {
  'no address': 'somebody',
  'an operator': { $gt: '' },
  'an operator in text': '{"$gt":""}@example.com',
  'with a line break': 'somebody@example.com\nBcc: all@example.com',
  'of look-alike letters': 'sоmebody@example.com',
  'too long': `${'a'.repeat(250)}@example.com`,
  'left out': undefined,
}
const secrets = {
  'an operator': { $ne: null },
  'of another alphabet': 'ILOU456789abcdefghjkmnpqrs',
  'too short': '0123456789',
  'a path': '../../../../../etc/passwd',
}
const codes = {
  'five digits': '12345',
  words: 'sesame',
  'an operator': { $gt: '' },
  'digits of another script': '１２３４５６',
}

const sessions: readonly BadCall[] = [
  ...invalid('session.login', 'email', addresses),
  ...invalid('session.login', 'password', { 'an operator': { $gt: '' }, empty: '', 'a list': ['password'] }),
  ...invalid('session.login', 'code', codes),
  ...invalid('session.login', 'knownDevice', { 'an operator': { $ne: '' }, 'too long': 'd'.repeat(201) }),
  ...invalid('session.login', 'grants', { 'no field of it': [{ role: 'admin', venueId: null }] }),
  ...invalid('session.renew', 'refreshToken', {
    'left out': undefined,
    'an operator': { $gt: '' },
    'too long': 'r'.repeat(501),
  }),
  ...invalid('session.link', 'secret', secrets),
  ...invalid('reservation.words.export', 'secret', secrets),
  ...invalid('reservation.words.erase', 'secret', secrets),
  ...invalid('session.external.begin', 'provider', { 'not one of ours': 'constructor', 'a list': ['google'] }),
  ...invalid('session.external.finish', 'attempt', secrets),
  ...invalid('session.external.finish', 'state', { empty: '', 'an operator': { $ne: '' } }),
  ...invalid('session.revoke', 'sessionId', { nothing: 'x', 'an operator in text': '{"$gt":""}' }),
]

const accounts: readonly BadCall[] = [
  ...invalid('account.register', 'email', addresses),
  ...invalid('account.register', 'password', {
    'too short': 'short',
    'too long': 'p'.repeat(201),
    'a number': 12345678,
  }),
  ...invalid('account.register', 'name', {
    empty: ' ',
    'turned around': 'Kim \u202Eij-niM',
    'an operator': { $set: 'x' },
  }),
  ...invalid('account.register', 'phone', { 'not international': '010-1234-5678', null: null }),
  ...invalid('account.register', 'language', { 'not one of ours': 'tlh', 'left out': undefined }),
  ...invalid('account.register', 'grants', { 'no field of it': [{ role: 'admin', venueId: null }] }),
  ...invalid('account.verify', 'attempt', secrets),
  ...invalid('account.verify', 'code', codes),
  ...invalid('account.change', 'name', { empty: '', 'with a zero byte': 'Kim\u0000' }),
  ...invalid('account.change', 'phone', { 'not international': '12345' }),
  ...invalid('account.change', 'email', { 'no field of it': 'somebody@example.com' }),
  ...invalid('account.change', '_id', { 'no field of it': 'another' }),
  ...invalid('account.email.begin', 'email', addresses),
  ...invalid('account.email.finish', 'code', codes),
  ...invalid('account.password.change', 'next', { 'too short': 'short', 'an operator': { $gt: '' } }),
  ...invalid('account.reset.begin', 'email', addresses),
  ...invalid('account.reset.finish', 'password', { 'too short': 'short', 'left out': undefined }),
  ...invalid('account.factor.confirm', 'code', codes),
]

/** Whatever stands for a device. */
const deviceTokens = {
  'an operator': { $gt: '' },
  'too short': 'token',
  'too long': 't'.repeat(2001),
  'with a line break': `${'t'.repeat(30)}\n${'t'.repeat(30)}`,
  'left out': undefined,
}

const devices: readonly BadCall[] = [
  ...invalid('push.register', 'token', deviceTokens),
  ...invalid('push.register', 'platform', { 'not one of ours': 'constructor', 'left out': undefined }),
  ...invalid('push.register', 'actor', { 'no field of it': 'account:another' }),
  ...invalid('push.remove', 'token', deviceTokens),
]

const everyDay = (span: object | null) => Array.from({ length: 7 }, () => span)

/** What nobody can wish. */
const wishes: readonly BadCall[] = [
  ...invalid('notice.preferences.change', 'switches.0.on', {
    'what is critical, off': [{ kind: 'reservation.cancelled', channel: 'email', on: false }],
    'half on': [{ kind: 'reminder.sameDay', channel: 'email', on: 1 }],
  }),
  ...invalid('notice.preferences.change', 'switches.0.kind', {
    'a kind that is not': [{ kind: 'constructor', channel: 'email', on: true }],
  }),
  ...invalid('notice.preferences.change', 'switches.0.channel', {
    'by pigeon': [{ kind: 'reminder.sameDay', channel: 'pigeon', on: true }],
  }),
  ...invalid('notice.preferences.change', 'quiet', {
    'six days': everyDay(null).slice(1),
    'a word': 'always',
    null: null,
  }),
  ...invalid('notice.preferences.change', 'quiet.0.from', {
    'at hour 25': everyDay({ from: '25:00', to: '08:00' }),
    'an operator': everyDay({ from: { $gt: '' }, to: '08:00' }),
  }),
  ...invalid('notice.preferences.change', 'quiet.0.to', { 'a whole day': everyDay({ from: '08:00', to: '08:00' }) }),
  ...invalid('notice.preferences.change', 'zone', {
    'no zone': 'Mars/Olympus',
    'a distance': '+09:00',
    'an operator': { $ne: null },
    'a path': '../../etc/localtime',
  }),
  ...invalid('notice.preferences.change', 'actor', { 'no field of it': 'account:another' }),
  ...invalid('notice.link.get', 'secret', secrets),
  ...invalid('notice.link.change', 'secret', secrets),
  ...invalid('notice.talk.get', 'secret', secrets),
  ...invalid('notice.talk.change', 'secret', secrets),
  ...invalid('notice.talk.change', 'mails', { 'left out': undefined, words: 'no' }),
  ...invalid('notice.link.change', 'switches.0.on', {
    'what is critical, off': [{ kind: 'payment.expired', channel: 'push', on: false }],
  }),
]

const given: readonly BadCall[] = [
  ...invalid('company.create', 'name', { empty: '', 'too long': 'k'.repeat(81), 'with a line break': 'a\nb' }),
  ...invalid('company.create', 'members', { 'no field of it': ['account:another'] }),
  ...invalid('company.get', 'companyId', { nothing: 'x', 'an operator': { $ne: '' } }),
  ...invalid('company.invite', 'companyId', { nothing: 'x', 'an operator': { $ne: '' } }),
  ...invalid('company.join', 'secret', secrets),
  ...invalid('company.role', 'role', { 'of the platform': 'manager', 'an operator': { $ne: 'member' } }),
  ...invalid('company.remove', 'accountId', { nothing: 'x', 'with its kind': 'account:0123456789abcdefghjkmnpqrs' }),
  ...invalid('staff.invite', 'email', addresses),
  ...invalid('staff.invite', 'role', {
    'over all restaurants': 'admin',
    'nobody’s': 'owner',
    'an operator': { $ne: 'host' },
  }),
  ...invalid('staff.accept', 'secret', secrets).map((bad) => ({ ...bad, as: 'diner' as const })),
  ...invalid('staff.remove', 'accountId', { nothing: 'x', 'with its kind': 'account:0123456789abcdefghjkmnpqrs' }),
  ...invalid('key.create', 'name', { empty: '', 'too long': 'k'.repeat(81), 'with a line break': 'a\nb' }),
  ...invalid('key.create', 'scopes', { empty: [], 'no list': 'book', 'left out': undefined }),
  ...invalid('key.create', 'scopes.0', { 'a list of what is not': ['admin'] }),
  ...invalid('key.revoke', 'keyId', { nothing: 'x', 'the key itself': 'ck_0123456789abcdefghjkmnpqrs_x' }),
]

/** Where nothing of ours may go, however it is written. */
const hooks: readonly BadCall[] = [
  ...invalid('staff.alerts.change', 'email', { 'no pace': 'weekly', 'an operator': { $ne: 'never' } }),
  ...invalid('staff.alerts.change', 'push', { 'a word': 'yes' }),
  ...invalid('webhook.create', 'url', {
    'left out': undefined,
    'an operator': { $ne: '' },
    'not encrypted': 'http://hooks.example.com/',
    'a file': 'file:///etc/passwd',
    'this machine': 'https://localhost/',
    'an address of this network': 'https://10.0.0.7/',
    'one number': 'https://2130706433/',
    'with a password': 'https://somebody:secret@hooks.example.com/',
    'on another port': 'https://hooks.example.com:6379/',
    'too long': `https://hooks.example.com/${'a'.repeat(500)}`,
  }),
  ...invalid('webhook.create', 'kinds', { empty: [], 'no list': 'reservation.confirmed' }),
  ...invalid('webhook.create', 'kinds.0', { 'a list of what is not': ['reservation.eaten'] }),
  ...invalid('webhook.change', 'state', { 'neither on nor off': 'gone', 'an operator': { $ne: 'on' } }),
  ...invalid('webhook.log', 'webhookId', { nothing: 'x', 'an operator in text': '{"$gt":""}' }),
  ...invalid('webhook.resend', 'deliveryId', { nothing: 'x' }),
  ...invalid('deadLetter.retry', 'place', { nowhere: 'books', 'an operator': { $ne: '' } }),
  ...invalid('deadLetter.drop', 'deadLetterId', { empty: '', 'an operator': { $gt: '' }, 'too long': 'x'.repeat(251) }),
]

const withoutEffect: readonly BadCall[] = [
  {
    name: 'company.join: an invitation that never was',
    as: 'diner',
    call: 'company.join',
    input: ({ absentVenueId }) => ({ secret: absentVenueId }),
    code: 'wrong_code',
  },
  {
    name: 'staff.remove: somebody who is not staff',
    as: 'manager',
    call: 'staff.remove',
    input: changed('staff.remove', ({ absentVenueId }) => ({ accountId: absentVenueId })),
    code: 'not_found',
  },
  {
    name: 'staff.accept: an invitation that never was',
    as: 'diner',
    call: 'staff.accept',
    input: ({ absentVenueId }) => ({ secret: absentVenueId }),
    code: 'wrong_code',
  },
  {
    name: 'key.revoke: a key that is not there',
    as: 'manager',
    call: 'key.revoke',
    input: changed('key.revoke', ({ absentVenueId }) => ({ keyId: absentVenueId })),
    code: 'not_found',
  },
  {
    name: 'webhook.remove: a webhook that is not there',
    as: 'manager',
    call: 'webhook.remove',
    input: changed('webhook.remove', ({ absentVenueId }) => ({ webhookId: absentVenueId })),
    code: 'not_found',
  },
  {
    name: 'deadLetter.retry: what never was',
    as: 'admin',
    call: 'deadLetter.retry',
    input: changed('deadLetter.retry', ({ absentVenueId }) => ({ deadLetterId: absentVenueId })),
    code: 'not_found',
  },
  {
    name: 'session.revoke: a session that is not there',
    as: 'diner',
    call: 'session.revoke',
    input: ({ absentVenueId }) => ({ sessionId: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'session.renew: a token nobody made',
    as: 'guest',
    call: 'session.renew',
    input: () => ({ refreshToken: 'W10.test.hash' }),
    code: 'unauthenticated',
  },
  {
    name: 'session.link: a secret that is wrong',
    as: 'guest',
    call: 'session.link',
    input: ({ foreignId, absentVenueId }) => ({ reservationId: foreignId, secret: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'reservation.words.export: a secret that is wrong',
    as: 'guest',
    call: 'reservation.words.export',
    input: ({ foreignId, absentVenueId }) => ({ reservationId: foreignId, secret: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'reservation.words.erase: a secret that is wrong',
    as: 'guest',
    call: 'reservation.words.erase',
    input: ({ foreignId, absentVenueId }) => ({ reservationId: foreignId, secret: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'notice.link.get: a secret that is wrong',
    as: 'guest',
    call: 'notice.link.get',
    input: ({ foreignId, absentVenueId }) => ({ reservationId: foreignId, secret: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'notice.link.change: a secret that is wrong',
    as: 'guest',
    call: 'notice.link.change',
    input: ({ foreignId, absentVenueId }) => ({ reservationId: foreignId, secret: absentVenueId, mails: false }),
    code: 'not_found',
  },
  {
    name: 'notice.link.change: the secret that manages the reservation',
    as: 'guest',
    call: 'notice.link.change',
    input: ({ reservationId, linkSecret }) => ({ reservationId, secret: linkSecret, mails: false }),
    code: 'not_found',
  },
  {
    name: 'notice.talk.get: a secret that is wrong',
    as: 'guest',
    call: 'notice.talk.get',
    input: ({ conversationId, absentVenueId }) => ({ conversationId, secret: absentVenueId }),
    code: 'not_found',
  },
  {
    name: 'notice.talk.change: a secret that is wrong',
    as: 'guest',
    call: 'notice.talk.change',
    input: ({ conversationId, absentVenueId }) => ({ conversationId, secret: absentVenueId, mails: false }),
    code: 'not_found',
  },
  {
    name: 'session.link: a reservation that is not there',
    as: 'guest',
    call: 'session.link',
    input: ({ absentId, absentVenueId }) => ({ reservationId: absentId, secret: absentVenueId }),
    code: 'not_found',
  },
]

/** Bad requests about who is who, and who may what. */
export const badIdentity: readonly BadCall[] = [
  ...sessions,
  ...accounts,
  ...devices,
  ...wishes,
  ...given,
  ...hooks,
  ...withoutEffect,
]
