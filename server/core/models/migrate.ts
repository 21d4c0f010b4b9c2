import { isDeepStrictEqual } from 'node:util'
import mongoose, { type Connection, type mongo } from 'mongoose'
import { answerIndex } from '../lane/documents.ts'
import { noProfile } from './noProfile.ts'

const namespaceNotFound = 26

interface Index {
  readonly collection: string
  readonly name: string
  readonly key: mongo.IndexSpecification
  readonly options?: mongo.CreateIndexesOptions
  /** The query it serves. */
  readonly serves: string
}

const talkIndexes: readonly Index[] = [
  {
    collection: 'conversations',
    name: 'one',
    key: { owner: 1, deskId: 1 },
    options: { unique: true },
    serves: 'conversation.open; one of a guest with a desk',
  },
  {
    collection: 'conversations',
    name: 'own',
    key: { owner: 1, lastAt: -1, _id: 1, version: 1 },
    serves: 'feed of a person’s own conversations, and its beacon, covered; account.erase',
  },
  {
    collection: 'conversations',
    name: 'queue',
    key: { deskId: 1, state: 1, lastAt: -1, _id: 1, version: 1 },
    serves: 'feed of what a desk has to look after, and its beacon, covered',
  },
  {
    collection: 'conversations',
    name: 'waiting',
    key: { waitingSince: 1, deskId: 1 },
    options: { partialFilterExpression: { waitingSince: { $gt: 0 } } },
    serves: 'sweep: desks at which somebody waits, covered',
  },
  {
    collection: 'conversations',
    name: 'asleep',
    key: { wakesAt: 1 },
    options: { partialFilterExpression: { wakesAt: { $gt: 0 } } },
    serves: 'sweep: conversations laid aside until now',
  },
  {
    collection: 'conversations',
    name: 'silent',
    key: { deskId: 1, lastAt: 1, owner: 1 },
    serves: 'sweep: conversations that are kept no longer; message.search: those of a desk, the newest first',
  },
  {
    collection: 'conversations',
    name: 'leaving',
    key: { 'leaving.since': 1 },
    options: { partialFilterExpression: { 'leaving.since': { $gt: 0 } } },
    serves: 'sweep: conversations that are being removed',
  },
  {
    collection: 'conversations',
    name: 'versionsAtDesks',
    key: { _id: 1, version: 1, deskId: 1 },
    serves: 'beacon: versions of watched conversations, and at which desks, covered',
  },
  {
    collection: 'messages',
    name: 'numbers',
    key: { stream: 1, seq: 1 },
    options: { unique: true },
    serves: 'message.send; no two in one place. message.list, in pages',
  },
  {
    collection: 'messages',
    name: 'requests',
    key: { stream: 1, sender: 1, requestId: 1 },
    options: { unique: true },
    serves: 'message.send; nothing is said twice',
  },
  {
    collection: 'messages',
    name: 'revisions',
    key: { stream: 1, seq: -1, rev: 1 },
    serves: 'beacon: the newest messages of watched conversations, covered',
  },
  {
    collection: 'messages',
    name: 'unfolded',
    key: { at: 1 },
    options: { partialFilterExpression: { unfolded: true } },
    serves: 'sweep: messages that no conversation counts in yet',
  },
  {
    collection: 'messages',
    name: 'cards',
    key: { stream: 1, seq: -1 },
    options: { partialFilterExpression: { cards: { $exists: true } } },
    serves: 'feed of the cards of a conversation',
  },
  {
    collection: 'desks',
    name: 'house',
    key: { house: 1 },
    options: { partialFilterExpression: { house: true } },
    serves: 'which restaurants desks of the house serve, read by every node',
  },
  {
    collection: 'attachments',
    name: 'requests',
    key: { stream: 1, by: 1, requestId: 1 },
    options: { unique: true },
    serves: 'uploading: a file is kept once. Erasing: those of a conversation',
  },
  {
    collection: 'attachments',
    name: 'doubted',
    key: { lookAt: 1 },
    options: { partialFilterExpression: { lookAt: { $gt: 0 } } },
    serves: 'sweep: files that perhaps no message carries',
  },
  {
    collection: 'messages',
    name: 'unindexed',
    key: { at: 1 },
    options: { partialFilterExpression: { unindexed: true } },
    serves: 'sweep: messages that cannot be found by their words yet',
  },
  {
    collection: 'messages',
    name: 'words',
    key: { grams: 1, at: -1 },
    options: { partialFilterExpression: { grams: { $exists: true } } },
    serves: 'message.search',
  },
  {
    collection: 'receipts',
    name: 'conversation',
    key: { conversation: 1, side: 1, readUpTo: 1, deliveredUpTo: 1 },
    serves: 'feeds of conversations and of queues, and their beacons, covered',
  },
  {
    collection: 'conversations',
    name: 'unlooked',
    key: { 'unlooked.at': 1 },
    options: { partialFilterExpression: { 'unlooked.at': { $gt: 0 } } },
    serves: 'sweep: conversations whose guest may not have read what was said',
  },
  {
    collection: 'talk_notices',
    name: 'due',
    key: { channel: 1, dueAt: 1 },
    options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
    serves: 'sweep: what is due, and whose sender was lost',
  },
  {
    collection: 'talk_notices',
    name: 'told',
    key: { conversationId: 1, channel: 1, kind: 1 },
    serves: 'sender: what was told of a conversation, and what is on its way; account.erase',
  },
  {
    collection: 'talk_notices',
    name: 'account',
    key: { accountId: 1 },
    options: { partialFilterExpression: { accountId: { $exists: true } } },
    serves: 'account.erase',
  },
  {
    collection: 'canned_replies',
    name: 'places',
    key: { deskId: 1, slot: 1 },
    options: { unique: true },
    serves: 'canned.list; canned.save, no more than a desk may have',
  },
]

const companyIndexes: readonly Index[] = [
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

/**
 * Every index there is, and what for. Made by the migration and asserted by it. One that is partial by a type serves only
 * who asks for that type too: `$lte` a date alone searches everything.
 */
const indexes: readonly Index[] = [
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
  {
    collection: 'letters',
    name: 'due',
    key: { dueAt: 1 },
    options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
    serves: 'sweep: letters that are due, and those whose sender was lost',
  },
  expiring('letters', 'retention: a day'),
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
  expiring('guest_details', 'retention of guests’ words'),
  {
    collection: 'deliveries',
    name: 'dueByChannel',
    key: { channel: 1, dueAt: 1 },
    options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
    serves: 'sweep: notices that are due, and those whose sender was lost',
  },
  {
    collection: 'deliveries',
    name: 'told',
    key: { reservationId: 1, channel: 1 },
    serves: 'sender: what somebody was told of a reservation',
  },
  expiring('deliveries', 'retention: half a year after the visit'),
  {
    collection: 'notices',
    name: 'owner',
    key: { owner: 1, at: -1, _id: 1, readAt: 1 },
    serves: 'feed of what a person was told, and its beacon, covered; notice.readAll',
  },
  expiring('notices', 'retention: ninety days'),
  expiring('notice_preferences', 'retention: two years after somebody without an account last said so'),
  {
    collection: 'alert_choices',
    name: 'venue',
    key: { venueId: 1 },
    serves: 'relay: how those at restaurants are told',
  },
  {
    collection: 'alert_choices',
    name: 'account',
    key: { accountId: 1 },
    serves: 'staff.alerts, account.export, account.erase',
  },
  {
    collection: 'alerts',
    name: 'fact',
    key: { 'facts.id': 1 },
    options: { unique: true, partialFilterExpression: { 'facts.id': { $exists: true } } },
    serves: 'relay: facts that are written down; each is in one alert',
  },
  {
    collection: 'alerts',
    name: 'due',
    key: { channel: 1, dueAt: 1 },
    options: { partialFilterExpression: { dueAt: { $exists: true } } },
    serves: 'sweep: alerts that are due, and those whose sender was lost',
  },
  {
    collection: 'alerts',
    name: 'told',
    key: { accountId: 1, channel: 1, 'facts.reservationId': 1 },
    serves: 'sender: what somebody was told of a reservation; account.erase',
  },
  expiring('alerts', 'retention: thirty days'),
  {
    collection: 'webhooks',
    name: 'slot',
    key: { venueId: 1, slot: 1 },
    options: { unique: true },
    serves: 'webhook.list, relay: webhooks of restaurants; no two in one place, so never more than there are places',
  },
  {
    collection: 'webhook_deliveries',
    name: 'due',
    key: { dueAt: 1, venueId: 1 },
    options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
    serves: 'sweep: what is due, and whose sender was lost',
  },
  {
    collection: 'webhook_deliveries',
    name: 'log',
    key: { webhookId: 1, at: -1, _id: 1 },
    serves: 'webhook.log, webhook.remove',
  },
  expiring('webhook_deliveries', 'retention: thirty days'),
  ...talkIndexes,
  ...companyIndexes,
  expiring('talk_notices', 'retention: thirty days'),
  ...['deliveries', 'letters', 'alerts', 'webhook_deliveries', 'talk_notices'].map(
    (collection): Index => ({
      collection,
      name: 'dead',
      key: { state: 1, endedAt: -1 },
      options: { partialFilterExpression: { state: { $in: ['dead', 'ambiguous'] } } },
      serves: 'deadLetter.list: what could not be told',
    }),
  ),
]

function expiring(collection: string, serves: string): Index {
  return { collection, name: 'expire', key: { expireAt: 1 }, options: { expireAfterSeconds: 0 }, serves }
}

/**
 * Makes what is missing, and only that: a node that starts where all is there asks and makes nothing. Safe to run by
 * every process at once: making an index that exists is nothing.
 *
 * @throws naming the first index that is still missing: uniqueness that only seems to be there is worse than none
 * @throws where an index is there under its name and is another: nobody could say which is meant
 */
export async function migrate(connection: Connection): Promise<void> {
  for (const [collection, its] of byCollection()) {
    const found = await indexesOf(connection, collection)
    const wanted = its.filter((index) => !found.some((one) => isSame(index, one)))
    if (wanted.length > 0) await make(connection, collection, wanted)
  }
  await giveProfiles(connection)
}

async function make(connection: Connection, collection: string, wanted: readonly Index[]): Promise<void> {
  const described = wanted.map(({ name, key, options }) => ({ ...options, name, key }))
  await databaseOf(connection)
    .collection(collection)
    .createIndexes(described as mongo.IndexDescription[])
  const found = await indexesOf(connection, collection)
  const missing = wanted.find(({ name }) => !found.some((one) => one.name === name))
  if (missing !== undefined) throw new Error(`index ${collection}.${missing.name} is missing`)
}

/** None where there is no such collection. */
function indexesOf(connection: Connection, collection: string): Promise<mongo.IndexDescriptionInfo[]> {
  const its = databaseOf(connection).collection(collection).listIndexes()
  return its.toArray().catch((error: unknown) => {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === namespaceNotFound) return []
    throw error
  })
}

/** The order of a key's fields counts. What a server writes in words of its own is made again, which is nothing. */
function isSame({ name, key, options = {} }: Index, found: mongo.IndexDescriptionInfo): boolean {
  const { v: _version, name: foundName, key: foundKey, ...rest } = found
  return foundName === name && isDeepStrictEqual([Object.entries(foundKey), rest], [Object.entries(key), options])
}

/** Restaurants that were saved before they could tell about themselves. */
async function giveProfiles(connection: Connection): Promise<void> {
  await databaseOf(connection)
    .collection('venues')
    .updateMany(
      { updatedAt: { $exists: false } },
      { $set: { ...noProfile, pictures: [] }, $currentDate: { updatedAt: true } },
    )
}

function byCollection(): ReadonlyMap<string, readonly Index[]> {
  const groups = new Map<string, Index[]>()
  for (const index of indexes) groups.set(index.collection, [...(groups.get(index.collection) ?? []), index])
  return groups
}

function databaseOf({ db }: Connection): NonNullable<Connection['db']> {
  if (db === undefined) throw new Error('not connected')
  return db
}
