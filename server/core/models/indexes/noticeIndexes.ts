import { expiring, type Index } from './shape.ts'

/** Whom something is told, and by which way. */
export const noticeIndexes: readonly Index[] = [
  {
    collection: 'letters',
    name: 'due',
    key: { dueAt: 1 },
    options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
    serves: 'sweep: letters that are due, and those whose sender was lost',
  },
  expiring('letters', 'retention: a day'),
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
