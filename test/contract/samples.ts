import type { FeedName, FeedParams } from '../../shared/contract/feeds.ts'
import type { OperationName, Sent } from '../../shared/contract/index.ts'
import type { GuestDetails } from '../../shared/contract/schemas.ts'
import type { TableSettingsWire } from '../../shared/contract/settings.ts'

/** Well-formed, and of nothing. */
const random = '0123456789abcdefghjkmnpqrs'

/** What the samples speak about. */
export interface World {
  readonly venueId: string
  readonly date: string
  /** A slot of that date that is open for a party of 2. */
  readonly startsAt: string
  readonly endsAt: string
  /** An instant ahead, by whatever clock. */
  readonly tomorrow: string
  /** A table of the restaurant. */
  readonly tableId: string
  /** A reservation in the state that the operation expects. */
  readonly reservationId: string
  readonly blockId: string
  /** A session of whoever has the reservation, its refresh token, and the secret of the reservation's link. */
  readonly sessionId: string
  readonly refreshToken: string
  readonly linkSecret: string
  /** Of the link by which one unsubscribes. */
  readonly mailSecret: string
  /** Somebody with a role at the restaurant, and a partner's key of its. */
  readonly staffId: string
  readonly keyId: string
  /** A webhook of its, and something it was told. */
  readonly webhookId: string
  readonly deliveryId: string
  /** Of the restaurant, and a conversation with it in which one message was said. */
  readonly deskId: string
  readonly conversationId: string
  /** Which the asker runs, and another of its people is `staffId`. */
  readonly companyId: string
  /** A notice that could not be told. */
  readonly deadLetterId: string
  readonly settings: TableSettingsWire
  /** Limits follow a phone number, so each guest has their own. */
  readonly guest: GuestDetails
  /** Of the asker's own device, as the provider knows it. */
  readonly deviceToken: string
  readonly account: { readonly email: string; readonly password: string }
}

/** An input that each operation accepts. One that is missing here does not compile, and fails by name when run. */
const samples: { readonly [N in OperationName]: (world: World) => Sent<N> } = {
  'session.guest': () => ({}),
  'session.login': ({ account }) => account,
  'session.renew': ({ refreshToken }) => ({ refreshToken }),
  'session.link': ({ reservationId, linkSecret }) => ({ reservationId, secret: linkSecret }),
  'session.external.begin': () => ({ provider: 'google' }),
  'session.external.finish': () => ({ attempt: random, state: 'as it was sent', code: 'of the provider' }),
  'session.logout': () => ({}),
  'session.list': () => ({}),
  'session.revoke': ({ sessionId }) => ({ sessionId }),
  'session.revokeAll': () => ({}),
  'account.register': ({ account, guest }) => ({ ...account, name: guest.name, phone: guest.phone, language: 'ko' }),
  'account.verify': () => ({ attempt: random, code: '123456' }),
  'account.get': () => ({}),
  'account.change': ({ guest }) => ({ name: guest.name, phone: null, language: 'ja' }),
  'account.email.begin': ({ account }) => account,
  'account.email.finish': () => ({ attempt: random, code: '123456' }),
  'account.password.change': ({ account }) => ({ current: account.password, next: `${account.password} too` }),
  'account.reset.begin': ({ account }) => ({ email: account.email, language: 'en' }),
  'account.reset.finish': ({ account }) => ({ attempt: random, code: '123456', password: account.password }),
  'account.factor.begin': () => ({}),
  'account.factor.confirm': () => ({ code: '123456' }),
  'account.factor.remove': () => ({ code: 'abcde-fghjk' }),
  'account.export': () => ({}),
  'account.erase': ({ account }) => ({ password: account.password }),
  'push.source': () => ({}),
  'push.register': ({ deviceToken }) => ({ token: deviceToken, platform: 'android', language: 'ko' }),
  'push.remove': ({ deviceToken }) => ({ token: deviceToken }),
  'venue.list': () => ({ limit: 5 }),
  'venue.search': ({ date }) => ({ query: 'test', price: 4, freeOn: date, party: 2, limit: 5 }),
  'venue.get': ({ venueId }) => ({ venueId }),
  'availability.explain': ({ venueId, date, startsAt }) => ({ venueId, date, startsAt, party: 2 }),
  'settings.get': ({ venueId }) => ({ venueId }),
  'settings.change': ({ venueId, settings }) => ({ venueId, settings }),
  'hold.create': ({ venueId, date, startsAt }) => ({ venueId, date, startsAt, party: 2 }),
  'hold.release': ({ reservationId }) => ({ reservationId }),
  'reservation.confirm': ({ reservationId, guest }) => ({ reservationId, guest }),
  'reservation.change': ({ reservationId, date, startsAt }) => ({ reservationId, date, startsAt, party: 3 }),
  'reservation.cancel': ({ reservationId }) => ({ reservationId }),
  'reservation.link': ({ reservationId }) => ({ reservationId }),
  'reservation.words.export': ({ reservationId, linkSecret }) => ({ reservationId, secret: linkSecret }),
  'reservation.words.erase': ({ reservationId, linkSecret }) => ({ reservationId, secret: linkSecret }),
  'reservation.host': ({ reservationId }) => ({ reservationId }),
  'reservation.calendar': ({ reservationId }) => ({ reservationId }),
  'reservation.book': ({ venueId, date, startsAt, guest }) => ({ venueId, date, startsAt, party: 2, guest }),
  'walkIn.seat': ({ venueId, date, startsAt }) => ({ venueId, date, startsAt, party: 2 }),
  'reservation.move': ({ reservationId, tableId }) => ({ reservationId, tableIds: [tableId] }),
  'reservation.advance': ({ reservationId }) => ({ reservationId, to: 'arrived' }),
  'block.create': ({ venueId, date, tableId, startsAt, endsAt }) => ({
    venueId,
    date,
    tableIds: [tableId],
    startsAt,
    endsAt,
  }),
  'block.release': ({ venueId, date, blockId }) => ({ venueId, date, blockId }),
  'staff.invite': ({ venueId, account }) => ({ venueId, email: account.email, role: 'host', language: 'ko' }),
  'staff.accept': () => ({ secret: random }),
  'staff.list': ({ venueId }) => ({ venueId }),
  'staff.remove': ({ venueId, staffId }) => ({ venueId, accountId: staffId }),
  'staff.alerts': () => ({}),
  'staff.alerts.change': ({ venueId }) => ({ venueId, email: 'hourly', push: true }),
  'key.create': ({ venueId }) => ({ venueId, name: 'Concierge desk', scopes: ['read', 'book'] }),
  'key.list': ({ venueId }) => ({ venueId }),
  'key.revoke': ({ venueId, keyId }) => ({ venueId, keyId }),
  // A name that nobody has, and that is never asked for.
  'webhook.create': ({ venueId }) => ({
    venueId,
    url: 'https://hooks.invalid/couvert',
    kinds: ['reservation.confirmed', 'reservation.cancelled'],
  }),
  'webhook.list': ({ venueId }) => ({ venueId }),
  'webhook.change': ({ venueId, webhookId }) => ({
    venueId,
    webhookId,
    state: 'off',
    kinds: ['reservation.seated'],
  }),
  'webhook.remove': ({ venueId, webhookId }) => ({ venueId, webhookId }),
  'webhook.log': ({ venueId, webhookId }) => ({ venueId, webhookId }),
  'webhook.resend': ({ venueId, webhookId, deliveryId }) => ({ venueId, webhookId, deliveryId }),
  'company.create': () => ({ name: 'Hana Co.', localNames: { ko: '하나', ja: null } }),
  'company.list': () => ({}),
  'company.get': ({ companyId }) => ({ companyId }),
  'company.invite': ({ companyId }) => ({ companyId }),
  'company.join': () => ({ secret: random }),
  'company.leave': ({ companyId }) => ({ companyId }),
  'company.remove': ({ companyId, staffId }) => ({ companyId, accountId: staffId }),
  'company.role': ({ companyId, staffId }) => ({ companyId, accountId: staffId, role: 'admin' }),
  'company.bookings': ({ companyId }) => ({ companyId }),
  'desk.save': ({ deskId }) => ({
    deskId,
    name: 'Concierge',
    localNames: { ko: '컨시어지', ja: null },
    venueIds: [deskId],
    language: 'ko',
    hours: {
      zone: 'Asia/Seoul',
      weekly: Array.from({ length: 7 }, () => [{ from: '00:00', to: '00:00' }]),
      exceptions: [{ date: '2027-12-31', spans: [{ from: '09:00', to: '03:00' }] }],
    },
    targets: {
      standard: { firstSeconds: 300, nextSeconds: 240 },
      regular: { firstSeconds: 240, nextSeconds: 180 },
      vip: { firstSeconds: 150, nextSeconds: 120 },
      vvip: { firstSeconds: 90, nextSeconds: 90 },
    },
    mostOwed: 1,
    keepMonths: 12,
  }),
  'desk.get': ({ deskId }) => ({ deskId }),
  'desk.work': ({ deskId }) => ({ deskId }),
  'desk.present': ({ deskId }) => ({ deskId, state: 'here' }),
  'desk.member.save': ({ deskId, staffId }) => ({
    deskId,
    accountId: staffId,
    languages: ['ko', 'ja'],
    skills: ['private-events'],
    capacity: 4,
    venueIds: null,
  }),
  'conversation.open': ({ deskId }) => ({ deskId, language: 'ja' }),
  'conversation.read': ({ conversationId }) => ({ conversationId, upTo: 1 }),
  'conversation.delivered': ({ conversationId }) => ({ conversationId, upTo: 1 }),
  'conversation.typing': ({ conversationId }) => ({ conversationId }),
  'conversation.mail': ({ conversationId }) => ({ conversationId }),
  'conversation.resolve': ({ conversationId }) => ({ conversationId, upTo: 1 }),
  'conversation.snooze': ({ conversationId, tomorrow }) => ({ conversationId, upTo: 1, until: tomorrow }),
  'conversation.reopen': ({ conversationId }) => ({ conversationId }),
  'conversation.take': ({ conversationId }) => ({ conversationId }),
  'conversation.transfer': ({ conversationId, staffId }) => ({
    conversationId,
    to: staffId,
    note: 'Asks for the terrace.',
  }),
  'conversation.release': ({ conversationId }) => ({ conversationId }),
  'conversation.guest': ({ conversationId }) => ({ conversationId, tier: 'vip', own: null }),
  'message.send': ({ conversationId }) => ({ conversationId, text: 'A table by the window?', replyTo: 1 }),
  'message.edit': ({ conversationId }) => ({ conversationId, seq: 1, text: 'Two tables by the window?' }),
  'message.withdraw': ({ conversationId }) => ({ conversationId, seq: 1 }),
  'message.react': ({ conversationId }) => ({ conversationId, seq: 1, reaction: 'thanks' }),
  'message.list': ({ conversationId }) => ({ conversationId, before: 2, limit: 5 }),
  'offer.make': ({ conversationId, venueId, date, startsAt }) => ({
    conversationId,
    text: 'By the window, until we hear from you.',
    offers: [{ venueId, date, startsAt, party: 2 }],
    forMinutes: 20,
  }),
  'offer.accept': ({ conversationId, reservationId, guest }) => ({ conversationId, seq: 1, reservationId, guest }),
  'offer.decline': ({ conversationId }) => ({ conversationId, seq: 1 }),
  'offer.withdraw': ({ conversationId }) => ({ conversationId, seq: 1 }),
  'message.search': ({ conversationId }) => ({ query: 'table', conversationId, limit: 5 }),
  'note.add': ({ conversationId }) => ({ conversationId, text: 'Was here last year.' }),
  'note.list': ({ conversationId }) => ({ conversationId, limit: 5 }),
  'desk.mine': () => ({}),
  'desk.resolved': ({ deskId }) => ({ deskId }),
  'desk.tables': ({ deskId, venueId, date }) => ({ deskId, venueId, date, party: 2 }),
  'desk.figures': ({ deskId }) => ({ deskId }),
  'conversation.who': ({ conversationId }) => ({ conversationId }),
  'conversation.describe': ({ conversationId }) => ({
    conversationId,
    version: 0,
    allergies: 'Shrimp',
    seating: 'By the window',
    notes: null,
  }),
  'canned.list': ({ deskId }) => ({ deskId }),
  'canned.save': ({ deskId }) => ({
    deskId,
    shortcut: 'late',
    title: 'The kitchen closes',
    texts: { ko: null, en: 'Good evening {guest}, {restaurant} takes guests until ten.', ja: null },
  }),
  'canned.remove': ({ deskId }) => ({ deskId, shortcut: 'nothing' }),
  'canned.fill': ({ conversationId }) => ({ conversationId, shortcut: 'welcome' }),
  'work.state': () => ({}),
  'deadLetter.list': () => ({}),
  'deadLetter.retry': ({ deadLetterId }) => ({ place: 'notices', deadLetterId }),
  'deadLetter.drop': ({ deadLetterId }) => ({ place: 'notices', deadLetterId }),
  'notice.read': () => ({ noticeIds: [random] }),
  'notice.readAll': () => ({ until: '2027-03-14T09:00:00.000Z' }),
  'notice.preferences.get': () => ({}),
  'notice.preferences.change': () => ({
    switches: [{ kind: 'reminder.sameDay', channel: 'push', on: false }],
    quiet: Array.from({ length: 7 }, () => ({ from: '23:00', to: '07:30' })),
    zone: 'Europe/London',
  }),
  'notice.link.get': ({ reservationId, mailSecret }) => ({ reservationId, secret: mailSecret }),
  'notice.link.change': ({ reservationId, mailSecret }) => ({ reservationId, secret: mailSecret, mails: false }),
  'notice.talk.get': ({ conversationId, mailSecret }) => ({ conversationId, secret: mailSecret }),
  'notice.talk.change': ({ conversationId, mailSecret }) => ({ conversationId, secret: mailSecret, mails: false }),
}

export const feedSamples: { readonly [N in FeedName]: (world: World) => FeedParams<N> } = {
  availability: ({ venueId, date }) => ({ venueId, date }),
  reservations: () => ({}),
  notices: () => ({}),
  reservation: ({ reservationId }) => ({ reservationId }),
  conversation: ({ conversationId }) => ({ conversationId }),
  cards: ({ conversationId }) => ({ conversationId }),
  notes: ({ conversationId }) => ({ conversationId }),
  conversations: () => ({}),
  queue: ({ deskId }) => ({ deskId }),
  team: ({ deskId }) => ({ deskId }),
}

/** @throws Error naming the operation that has no sample */
export function sampleOf(name: OperationName, world: World): Readonly<Record<string, unknown>> {
  const sample = samples[name] as ((world: World) => Readonly<Record<string, unknown>>) | undefined
  if (sample === undefined) throw new Error(`Give ${name} an input in test/contract/samples.ts`)
  return sample(world)
}

/** A world of well-formed ids, for what never meets a hub. */
export const paperWorld: World = {
  venueId: random,
  date: '2027-03-14',
  startsAt: '2027-03-14T09:00:00.000Z',
  endsAt: '2027-03-14T11:00:00.000Z',
  tableId: 'T1',
  reservationId: `${random}_20270314_${random}`,
  blockId: random,
  sessionId: random,
  refreshToken: 'claims.key.hash',
  linkSecret: random,
  mailSecret: random,
  staffId: random,
  keyId: random,
  deviceToken: `${random}:APA91b${random}`,
  webhookId: random,
  deliveryId: random,
  deskId: random,
  conversationId: random,
  companyId: random,
  tomorrow: '2027-03-14T09:00:00.000Z',
  deadLetterId: `${random}_20270314_${random}:reservation.confirmed:0-1-0:email`,
  guest: { name: 'Kim Min-ji', phone: '+821012345678', wishes: 'By the window\nplease' },
  account: { email: 'host@example.com', password: 'a long enough password' },
  settings: {
    version: 1,
    zone: 'Asia/Seoul',
    dayBoundary: '05:00',
    tables: [{ id: 'T1', minParty: 1, maxParty: 4, area: 'hall', channel: 'online' }],
    combinations: [],
    weekly: Array.from({ length: 7 }, () => [
      {
        id: 'dinner',
        name: 'Dinner',
        opens: '18:00',
        lastSeating: '21:00',
        slotMinutes: 15,
        pacing: {
          intervalMinutes: 15,
          maxParties: null,
          maxCovers: 10,
          maxOnlineParties: null,
          maxOnlineCovers: null,
          maxPresentCovers: null,
        },
      },
    ]),
    exceptions: [{ date: '2027-12-25', services: [] }],
    turnTimes: [{ upTo: 100, minutes: 90 }],
    minParty: 1,
    maxParty: 8,
    oversizeCap: null,
    bookingWindowDays: 60,
    leadMinutes: 0,
    holdMs: 300_000,
    repacking: true,
  },
}
