import { TOTP } from 'otpauth'
import { vi } from 'vitest'
import type { Secrets } from '../../server/core/config.ts'
import { newestLetters } from '../../server/core/identity/letters.ts'
import { mailSecretOf } from '../../server/core/identity/mailLink.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import { collectionsOf } from '../../server/core/models/collections.ts'
import { talkMailSecretOf } from '../../server/core/talk/notices/mailLink.ts'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import { openAccount } from '../support/account.ts'
import { smallPdf, upload } from '../support/attachments.ts'
import { connect } from '../support/client.ts'
import type { IdentityProvider } from '../support/identityProvider.ts'
import { logInAt } from '../support/loginBrowser.ts'
import { finishOf } from '../support/loginHub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { type Asker, askOverHttp } from './askOverHttp.ts'
import type { Fleet } from './fleet.ts'

/** What people tell of themselves; nothing of it may be found where it does not belong. */
export const canaries = {
  name: 'Canary Vandenberg',
  phone: '+821055512345',
  email: 'canary.vandenberg@example.com',
  newEmail: 'canary.elsewhere@example.com',
  staffEmail: 'canary.staff@example.com',
  nobodysEmail: 'canary.nobody@example.com',
  password: 'the canary sings at night',
  newPassword: 'the canary sleeps by day',
  wishes: 'a window for the canary',
  allergies: 'canary seed',
  device: 'CanaryPhone/7',
  deviceToken: 'canary-device-token:APA91bCanary',
  address: '203.0.113.77',
  search: 'canary wharf',
  subject: 'canary-at-the-provider',
  said: 'it is for the canary’s birthday',
} as const

export interface Told {
  /** Secrets that the hub gave out: tokens, codes, keys. */
  readonly secrets: readonly string[]
  /** Bodies of all that was refused. */
  readonly refusals: readonly unknown[]
  readonly operations: ReadonlySet<OperationName>
}

interface Stage {
  readonly fleet: Fleet
  readonly url: string
  readonly secrets: Secrets
  readonly provider: IdentityProvider
}

/** Names of fields whose values are secrets. */
const secretFields = new Set([
  'token',
  'refreshToken',
  'attempt',
  'secret',
  'key',
  'recoveryCodes',
  'knownDevice',
  'uri',
])

/** Everything a person can tell the hub, told to it: rightly, wrongly, and where it does not belong. */
export async function playCanaries({ fleet, url, secrets, provider }: Stage): Promise<Told> {
  const told = new Set<string>()
  const refusals: unknown[] = []
  const operations = new Set<OperationName>()
  const here: Asker = { url, address: canaries.address, device: canaries.device }

  async function ask(asker: Asker, name: OperationName, input: object): Promise<{ ok: boolean; body: unknown }> {
    operations.add(name)
    const { status, body } = await askOverHttp(asker, name, input)
    if (status === 200) keepSecrets(body)
    else refusals.push(body)
    return { ok: status === 200, body }
  }

  async function must<N extends OperationName>(asker: Asker, name: N, input: Sent<N>): Promise<Output<N>> {
    const { ok, body } = await ask(asker, name, input)
    if (!ok) throw new Error(`${name}: ${JSON.stringify(body)}`)
    return body as Output<N>
  }

  async function refused(asker: Asker, name: OperationName, input: object): Promise<void> {
    const { ok } = await ask(asker, name, input)
    if (ok) throw new Error(`${name} was to be refused`)
  }

  function keepSecrets(value: unknown, field = ''): void {
    if (typeof value === 'string' && secretFields.has(field)) told.add(value)
    else if (Array.isArray(value)) for (const part of value) keepSecrets(part, field)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) keepSecrets(part, name)
    }
  }

  /** The newest letter to an address that brings a code or a link. */
  async function letterTo(to: string): Promise<Readonly<Record<string, string>>> {
    const letters = { collections: collectionsOf(fleet), crypt: createFieldCrypt(secrets) }
    const found = (await newestLetters(letters as never, 1000)).find(
      (letter) => letter.to === to && (letter.content['code'] ?? letter.content['link']) !== undefined,
    )
    if (found === undefined) throw new Error('no letter')
    return found.content
  }

  const as = ({ token }: { token: string }): Asker => ({ ...here, token })
  const keep = (secret: string) => void told.add(secret)
  const stage = { fleet, secrets, provider, here, must, refused, letterTo, keep, as }
  await bookAsGuest(stage)
  const home = await openOwnAccount(stage)
  await useAccount(stage, home)
  await logInElsewhere(stage)
  await workAtVenue(stage)
  await talkToDesk(stage)
  await tellWhatIsNotAsked(stage)
  return { secrets: [...told], refusals, operations }
}

interface Playing extends Omit<Stage, 'url'> {
  readonly here: Asker
  must<N extends OperationName>(asker: Asker, name: N, input: Sent<N>): Promise<Output<N>>
  refused(asker: Asker, name: OperationName, input: object): Promise<void>
  letterTo(to: string): Promise<Readonly<Record<string, string>>>
  /** A secret that no answer tells. */
  keep(secret: string): void
  as(session: { token: string }): Asker
}

const { name, phone, email, wishes, allergies, password, newPassword } = canaries
const guest = { name, phone, email, wishes, allergies }
/** Of somebody whose bookings do not stand in the way of others'. */
const anothers = (digit: number) => ({ ...guest, phone: `+82105551234${digit}`, email: `canary.${digit}@example.com` })
const date = dateAhead(7)
const at = (venueId: string, time: string, on = date) => ({ venueId, date: on, startsAt: seoul(on, time), party: 2 })

async function bookAsGuest({ fleet, secrets, here, must, refused, keep, as }: Playing): Promise<void> {
  const { venueId } = await fleet.seedVenue()
  const session = await must(here, 'session.guest', {})
  const owner = createTokens(secrets).verify(session.token).actor.key
  const me = as(session)
  await must(me, 'venue.search', { query: canaries.search })
  const { reservationId } = await must(me, 'hold.create', at(venueId, '19:00'))
  await refused(me, 'reservation.confirm', { reservationId, guest: { ...guest, phone: `canary ${phone}` } })
  await refused(me, 'reservation.confirm', { reservationId, guest: { ...guest, unheard: 'canary' } })
  await must(me, 'reservation.confirm', { reservationId, guest: { ...guest, host: { name } } })
  await must(me, 'reservation.host', { reservationId })
  await refused(me, 'reservation.confirm', { reservationId, guest: { ...guest, wishes: 'canary again' } })
  const { secret } = await must(me, 'reservation.link', { reservationId })
  const link = as(await must(here, 'session.link', { reservationId, secret }))
  await refused(here, 'session.link', {
    reservationId,
    secret: secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  })
  // The link of a mail has a secret of its own.
  const ofMail = { reservationId, secret: mailSecretOf({ macs: createMacs(secrets) }, { _id: reservationId, owner }) }
  keep(ofMail.secret)
  await must(here, 'notice.link.get', ofMail)
  await must(here, 'notice.link.change', { ...ofMail, mails: false })
  await refused(here, 'notice.link.change', { reservationId, secret, mails: false })
  await must(link, 'reservation.calendar', { reservationId })
  await must(here, 'reservation.words.export', { reservationId, secret })
  await refused(here, 'reservation.words.erase', { reservationId, secret })
  const later = dateAhead(8)
  await must(link, 'reservation.change', { reservationId, ...at(venueId, '19:00', later), venueId: undefined } as never)
  await must(me, 'reservation.cancel', { reservationId })
  await must(here, 'reservation.words.erase', { reservationId, secret })
  // Over a socket too, where the adapter carries what is told to other nodes.
  using socket = connect(here.url, me.token)
  await socket.follow({ feed: 'reservations', params: {} })
  const again = await socket.must('hold.create', at(venueId, '20:30'))
  await socket.must('reservation.confirm', { reservationId: again.reservationId, guest })
  await socket.call('account.register', { email: `${email} canary`, password, name, language: 'ko' })
}

async function openOwnAccount({ here, must, refused, letterTo, as }: Playing): Promise<Asker> {
  const form = { email, password, name, phone, language: 'ko' } as const
  await refused(here, 'account.register', { ...form, email: 'canary at nowhere' })
  await refused(here, 'account.register', { ...form, phone: 'canary' })
  const { attempt } = await must(here, 'account.register', form)
  const { code = '' } = await letterTo(email)
  await refused(here, 'account.verify', { attempt, code: otherCode(code) })
  const home = as(await must(here, 'account.verify', { attempt, code }))
  // Somebody has the address by now.
  await must(here, 'account.register', { ...form, name: 'Canary Again' })
  return home
}

async function useAccount({ here, must, refused, letterTo, as }: Playing, home: Asker): Promise<void> {
  await refused(here, 'session.login', { email, password: 'canary wrong' })
  await refused(here, 'session.login', { email: canaries.nobodysEmail, password })
  const { knownDevice, refreshToken } = await must(here, 'session.login', { email, password })
  await must(here, 'session.login', { email, password, knownDevice: knownDevice ?? '' })
  await must(here, 'session.renew', { refreshToken: refreshToken ?? '' })
  await refused(here, 'session.renew', { refreshToken: `canary${refreshToken}` })
  await must(home, 'account.get', {})
  await must(home, 'account.change', { name: 'Canary V.', phone })
  await must(home, 'session.list', {})
  await must(home, 'push.register', { token: canaries.deviceToken, platform: 'android' })
  await refused(home, 'push.register', { token: `${canaries.deviceToken} canary`, platform: 'android' })
  const moved = await must(home, 'account.email.begin', { email: canaries.newEmail, password })
  await refused(home, 'account.email.finish', { attempt: moved.attempt, code: 'canary' })
  const { code = '' } = await letterTo(canaries.newEmail)
  await must(home, 'account.email.finish', { attempt: moved.attempt, code })
  await refused(home, 'account.password.change', { current: 'canary wrong', next: newPassword })
  await must(home, 'account.password.change', { current: password, next: newPassword })
  await must(here, 'account.reset.begin', { email: canaries.nobodysEmail })
  const reset = await must(here, 'account.reset.begin', { email: canaries.newEmail })
  const { code: resetCode = '' } = await letterTo(canaries.newEmail)
  await must(here, 'account.reset.finish', { attempt: reset.attempt, code: resetCode, password })
  const back = as(await must(here, 'session.login', { email: canaries.newEmail, password }))
  const { secret } = await must(back, 'account.factor.begin', {})
  const { recoveryCodes } = await must(back, 'account.factor.confirm', { code: new TOTP({ secret }).generate() })
  const [recovery = '', another = ''] = recoveryCodes
  await refused(here, 'session.login', { email: canaries.newEmail, password })
  const last = as(await must(here, 'session.login', { email: canaries.newEmail, password, code: recovery }))
  await must(last, 'account.export', {})
  await refused(last, 'account.erase', { password: 'canary wrong' })
  await must(last, 'account.factor.remove', { code: another })
  const { secret: kept } = await must(last, 'account.factor.begin', {})
  await must(last, 'account.factor.confirm', { code: nextCodeOf(kept) })
  const elsewhere = as(await must(here, 'session.guest', {}))
  await must(elsewhere, 'push.register', { token: `${canaries.deviceToken}2`, platform: 'web' })
  await must(elsewhere, 'push.remove', { token: `${canaries.deviceToken}2` })
  await must(elsewhere, 'session.logout', {})
}

async function logInElsewhere({ provider, here, must, refused, as }: Playing): Promise<void> {
  provider.people.set(canaries.subject, { name, email: 'canary.google@example.com', email_verified: true })
  const { attempt, url } = await must(here, 'session.external.begin', { provider: 'google' })
  const finish = finishOf(attempt, await logInAt(url, canaries.subject))
  await refused(here, 'session.external.finish', { ...finish, state: 'canary state' })
  const home = as(await must(here, 'session.external.finish', finish))
  await must(home, 'account.get', {})
  await refused(here, 'session.external.finish', finish)
  await must(home, 'account.erase', {})
}

async function workAtVenue({ fleet, secrets, must, refused, letterTo, as, here }: Playing): Promise<void> {
  const { venueId } = await fleet.seedVenue()
  const parts = { db: fleet.db, secrets, tokens: createTokens(secrets) }
  const manages = { demo: true as const, grants: [{ role: 'manager' as const, venueId }] }
  const manager = as((await openAccount(parts, manages)).session)
  const { session, account } = await openAccount(parts)
  await must(manager, 'staff.invite', { venueId, email: canaries.staffEmail, role: 'host', language: 'ko' })
  const invitation = (await letterTo(canaries.staffEmail))['link']?.split('#')[1] ?? ''
  await refused(as(session), 'staff.accept', { secret: 'canary' })
  await must(as(session), 'staff.accept', { secret: invitation })
  await must(manager, 'staff.list', { venueId })
  await must(manager, 'reservation.book', { ...at(venueId, '18:00'), guest: anothers(6) })
  await must(manager, 'staff.remove', { venueId, accountId: account._id })
  const { keyId, key } = await must(manager, 'key.create', { venueId, name: 'A partner', scopes: ['read', 'book'] })
  const partner: Asker = { ...here, key }
  const { reservationId } = await must(partner, 'hold.create', at(venueId, '20:30'))
  await must(partner, 'reservation.confirm', { reservationId, guest: anothers(7) })
  await refused({ ...here, key: `${key.slice(0, -4)}0000` }, 'hold.create', at(venueId, '18:00'))
  await must(manager, 'key.revoke', { venueId, keyId })
  await keepWebhook({ fleet, must, refused }, manager, venueId)
}

/** Its address carries what nobody else may read; nobody answers there. */
async function keepWebhook(
  { fleet, must, refused }: Pick<Playing, 'fleet' | 'must' | 'refused'>,
  manager: Asker,
  venueId: string,
): Promise<void> {
  await refused(manager, 'webhook.create', { venueId, url: 'https://canary:seed@127.0.0.1/canary' })
  const url = 'https://canary.invalid/canary?canary=wharf'
  const { webhookId } = await must(manager, 'webhook.create', { venueId, url })
  await must(manager, 'webhook.list', { venueId })
  await must(manager, 'webhook.change', { venueId, webhookId, kinds: ['reservation.confirmed'] })
  await must(manager, 'reservation.book', { ...at(venueId, '19:00', dateAhead(9)), guest: anothers(8) })
  const tried = { webhookId, why: 'link_enotfound' }
  await vi.waitFor(async () => {
    if ((await fleet.db.collection('webhook_deliveries').countDocuments(tried)) === 0) throw new Error('not tried yet')
  }, 60_000)
  const [delivery] = (await must(manager, 'webhook.log', { venueId, webhookId })).deliveries
  await must(manager, 'webhook.resend', { venueId, webhookId, deliveryId: delivery?.deliveryId ?? '' })
  await must(manager, 'webhook.remove', { venueId, webhookId })
}

/** What is said to a desk, what it was before, and what staff say of it among themselves. */
async function talkToDesk({ fleet, secrets, must, refused, keep, as, here }: Playing): Promise<void> {
  const { venueId } = await fleet.seedVenue()
  const parts = { db: fleet.db, secrets, tokens: createTokens(secrets) }
  const manages = { demo: true as const, grants: [{ role: 'manager' as const, venueId }] }
  const desk = as((await openAccount(parts, manages)).session)
  const about = { name: 'Concierge', localNames: { ko: null, ja: null }, venueIds: [venueId], language: 'ko' as const }
  await must(desk, 'desk.save', { deskId: venueId, ...about })
  const me = as(await must(here, 'session.guest', {}))
  const { conversationId } = await must(me, 'conversation.open', { deskId: venueId })
  using socket = connect(here.url, me.token)
  const feed = await socket.follow({ feed: 'conversation', params: { conversationId } })
  const sent = await upload(here.url, { token: me.token ?? '', conversationId }, smallPdf, {
    name: `${canaries.said}.pdf`,
  })
  const attachments = [String(sent.body['attachmentId'])]
  const text = canaries.said
  const { seq } = await must(me, 'message.send', { conversationId, text, attachments })
  await vi.waitFor(() => {
    if (!JSON.stringify(feed.content).includes(text)) throw new Error('not shown yet')
  }, 30_000)
  await refused(me, 'message.send', { conversationId, text: `${text}\u0007` })
  await refused(me, 'message.send', { conversationId, text: 'canary'.repeat(400) })
  await refused(me, 'message.send', { conversationId, text, unheard: text })
  await must(me, 'message.edit', { conversationId, seq, text: `${text}, again` })
  await must(desk, 'message.send', { conversationId, text: 'A cake for the canary?', replyTo: seq })
  await refused(desk, 'message.edit', { conversationId, seq, text: 'canary words' })
  await must(desk, 'note.add', { conversationId, text: 'Canary Vandenberg sings' })
  await must(desk, 'note.list', { conversationId })
  const known = { allergies: 'Canary seed', seating: 'By the canary', notes: 'Canary Vandenberg hums' }
  await must(desk, 'conversation.describe', { conversationId, version: 0, ...known })
  await must(desk, 'conversation.who', { conversationId })
  const canned = { deskId: venueId, shortcut: 'canary' }
  const texts = { ko: null, en: 'Canary Vandenberg greets {guest}', ja: null }
  await must(desk, 'canned.save', { ...canned, title: 'A canary', texts })
  await must(desk, 'canned.list', { deskId: venueId })
  await must(desk, 'canned.fill', { conversationId, shortcut: 'canary' })
  await must(desk, 'canned.remove', canned)
  const offers = [at(venueId, '19:00', dateAhead(10))]
  const words = 'For Canary Vandenberg, by the window'
  const made = await must(desk, 'offer.make', { conversationId, text: words, offers })
  const reservationId = made.reservations[0]?.reservationId ?? ''
  await must(me, 'offer.accept', { conversationId, seq: made.seq, reservationId, guest: anothers(9) })
  const [colleague] = (await must(desk, 'staff.list', { venueId })).staff
  await must(desk, 'conversation.transfer', {
    conversationId,
    to: colleague?.accountId ?? '',
    note: 'Canary Vandenberg would like a cake',
  })
  await must(me, 'conversation.read', { conversationId, upTo: 2 })
  await must(me, 'conversation.typing', { conversationId })
  await must(me, 'message.react', { conversationId, seq: 2, reaction: 'love' })
  await must(me, 'message.withdraw', { conversationId, seq })
  await must(desk, 'message.list', { conversationId })
  await must(desk, 'message.search', { query: 'canary', conversationId })
  await refused(me, 'conversation.mail', { conversationId })
  const { account, session } = await openAccount(parts, {})
  const diner = as(session)
  const { conversationId: own } = await must(diner, 'conversation.open', { deskId: venueId })
  await must(diner, 'message.send', { conversationId: own, text })
  await must(desk, 'conversation.mail', { conversationId: own })
  await vi.waitFor(async () => {
    const sent = { conversationId: own, kind: 'transcript', state: 'sent' }
    if ((await fleet.db.collection('talk_notices').countDocuments(sent)) === 0) throw new Error('not sent yet')
  }, 60_000)
  const ofTalk = { _id: own, owner: `account:${account._id}` }
  const secret = talkMailSecretOf({ macs: createMacs(secrets) }, ofTalk)
  keep(secret)
  await must(here, 'notice.talk.get', { conversationId: own, secret })
  await must(here, 'notice.talk.change', { conversationId: own, secret, mails: false })
}

/** What a client of another mind sends: the hub says what is wrong, and not what it was. */
async function tellWhatIsNotAsked({ here, refused }: Playing): Promise<void> {
  await refused({ ...here, token: 'canary.canary.canary' }, 'account.get', {})
  await refused({ ...here, requestId: 'canary!' }, 'account.register', { email, password, name, language: 'ko' })
  await refused(here, 'venue.get', { venueId: 'canary' })
  await refused(here, 'venue.search', { unheard: 'canary' })
  for (const body of ['{"email":"canary@example.com",', '"canary"', `{"canary":"${'canary'.repeat(10_000)}"}`]) {
    await fetch(`${here.url}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }
  for (const path of ['/v1/canary', '/canary?email=canary@example.com', '/v1/venues/canary%FF', '/docs/canary']) {
    const response = await fetch(`${here.url}${path}`)
    const text = await response.text()
    if (/canary/i.test(text)) throw new Error(`${path} says what was asked for: ${text.slice(0, 200)}`)
  }
}

/** The one of the step before was taken. */
function nextCodeOf(secret: string): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 })
}

function otherCode(code: string): string {
  return code === '000000' ? '111111' : '000000'
}
