import { expiring, type Index } from './shape.ts'

/** Accounts, sessions, and whoever may do what. */
export const peopleIndexes: readonly Index[] = [
  {
    collection: 'accounts',
    name: 'email',
    key: { emailIndex: 1 },
    options: { unique: true },
    serves: 'session.login; one account per address',
  },
  {
    collection: 'accounts',
    name: 'providers',
    key: { providers: 1 },
    options: { unique: true, partialFilterExpression: { 'providers.0': { $exists: true } } },
    serves: 'session.external.finish; one account per person of a provider',
  },
  { collection: 'accounts', name: 'staff', key: { 'grants.venueId': 1 }, serves: 'staff.list' },
  { collection: 'sessions', name: 'actor', key: { actor: 1 }, serves: 'session.list, session.revokeAll' },
  expiring('sessions', 'retention: when its last token has run out'),
  {
    collection: 'devices',
    name: 'actor',
    key: { actor: 1, seenAt: -1 },
    serves: 'sender: where to tell somebody; push.register: which are too many; account.export, account.erase',
  },
  { collection: 'devices', name: 'session', key: { sessionId: 1 }, serves: 'a session ends, and its devices with it' },
  expiring('devices', 'retention: when the token of one that was not seen has run out'),
  { collection: 'revocations', name: 'at', key: { at: 1 }, serves: 'every node, every two seconds: what is new' },
  expiring('revocations', 'retention: when no token of it can be out'),
  expiring('proofs', 'retention: a code lives a quarter of an hour'),
  { collection: 'invitations', name: 'address', key: { emailIndex: 1 }, serves: 'account.erase, staff.remove' },
  expiring('invitations', 'retention: a week'),
  expiring('external_logins', 'retention: ten minutes'),
  { collection: 'partner_keys', name: 'venue', key: { venueId: 1 }, serves: 'key.list' },
  {
    collection: 'guest_details',
    name: 'reservation',
    key: { reservationId: 1 },
    serves: 'relay: details of a reservation that changed',
  },
  expiring('guest_details', 'retention of guests’ words'),
  {
    collection: 'companies',
    name: 'members',
    key: { 'members.accountId': 1 },
    serves: 'company.list; account.export, account.erase',
  },
  {
    collection: 'guest_details',
    name: 'company',
    key: { companyId: 1, confirmed: 1 },
    options: { partialFilterExpression: { companyId: { $exists: true } } },
    serves: 'company.bookings',
  },
  expiring('company_invitations', 'retention: a week'),
]
