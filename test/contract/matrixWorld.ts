import type { Db } from 'mongodb'
import type { CompanyDocument } from '../../server/core/companies/documents.ts'
import type { AccountDocument, PartnerKeyDocument, SessionDocument } from '../../server/core/identity/documents.ts'
import { mailSecretOf } from '../../server/core/identity/mailLink.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { talkMailSecretOf } from '../../server/core/talk/notices/mailLink.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../../server/core/webhooks/documents.ts'
import { sealWebhook } from '../../server/core/webhooks/sealing.ts'
import { newWebhookSecret } from '../../server/core/webhooks/signing.ts'
import { feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Role } from '../../shared/contract/policy.ts'
import { seedCompany } from '../support/company.ts'
import { isUntouched, seedCanned, seedDesk, startConversation } from '../support/desk.ts'
import type { TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { callers, type Who } from './callers.ts'
import { type Asker, isOwned, type Subject } from './matrix.ts'
import { paperWorld, sampleOf, type World } from './samples.ts'

/** What has to be there before an operation makes sense. */
const before: Partial<Record<OperationName, Needed>> = {
  'session.link': 'linked',
  'session.revoke': 'opened',
  'hold.release': 'held',
  'reservation.confirm': 'held',
  'reservation.change': 'confirmed',
  'reservation.cancel': 'confirmed',
  'reservation.link': 'confirmed',
  'reservation.calendar': 'confirmed',
  'reservation.host': 'confirmed',
  'reservation.words.export': 'linked',
  'reservation.words.erase': 'cancelled',
  'notice.link.get': 'linked',
  'notice.link.change': 'linked',
  'notice.talk.get': 'answered',
  'notice.talk.change': 'answered',
  'reservation.move': 'confirmed',
  'reservation.advance': 'confirmed',
  'block.release': 'blocked',
  'staff.remove': 'staffed',
  'desk.member.save': 'staffed',
  'company.get': 'company',
  'company.invite': 'company',
  'company.leave': 'company',
  'company.remove': 'company',
  'company.role': 'company',
  'company.bookings': 'company',
  'key.revoke': 'keyed',
  'webhook.change': 'hooked',
  'webhook.remove': 'hooked',
  'webhook.log': 'hooked',
  'webhook.resend': 'hooked',
  'deadLetter.retry': 'dead',
  'deadLetter.drop': 'dead',
  'conversation.read': 'talking',
  'conversation.delivered': 'talking',
  'conversation.typing': 'talking',
  'conversation.mail': 'talking',
  'conversation.resolve': 'talking',
  'conversation.snooze': 'talking',
  'conversation.reopen': 'talking',
  'conversation.take': 'talking',
  'conversation.transfer': 'talking',
  'conversation.release': 'talking',
  'conversation.guest': 'talking',
  'message.send': 'talking',
  'message.edit': 'talking',
  'message.withdraw': 'talking',
  'message.react': 'talking',
  'message.list': 'talking',
  'offer.make': 'talking',
  'offer.accept': 'offering',
  'offer.decline': 'offering',
  'offer.withdraw': 'offering',
  'message.search': 'talking',
  'note.add': 'talking',
  'note.list': 'talking',
  'conversation.who': 'talking',
  'conversation.describe': 'talking',
  'canned.fill': 'talking',
}

type Needed =
  | 'held'
  | 'confirmed'
  | 'linked'
  | 'cancelled'
  | 'opened'
  | 'blocked'
  | 'staffed'
  | 'keyed'
  | 'company'
  | 'hooked'
  | 'dead'
  | 'talking'
  | 'answered'
  | 'offering'

/** Whose the thing asked about is. */
export interface Owner {
  readonly actor: string
  readonly who: Who
}

/** A restaurant and all that the cells of the matrix ask about, each cell with a date and people of its own. */
export async function matrixWorld(hub: TestHub) {
  const url = hub.url(0)
  const tokens = createTokens(hub.secrets)
  const macs = createMacs(hub.secrets)
  const tables = Array.from(
    { length: 40 },
    (_, i) => ({ id: `T${i}`, minParty: 1, maxParty: 4, area: 'room', channel: 'online' }) as const,
  )
  const { venueId, settings } = await hub.seedVenue({ settings: { tables, holdMs: 600_000 } })
  const elsewhere = (await hub.seedVenue()).venueId
  await seedDesk(hub, venueId)
  await seedCanned(hub, venueId)
  const manager = hub.tokenFor('manager', venueId)
  const start = { ...paperWorld, venueId, settings: settings as World['settings'], tableId: 'T39', deskId: venueId }
  const { refreshToken } = await done<{ refreshToken: string }>('session.guest', start)
  const here = { ...start, refreshToken }
  const keys = {
    owning: await keyOf(manager, here),
    other: await keyOf(manager, here),
    elsewhere: await keyOf(hub.tokenFor('manager', elsewhere), { ...here, venueId: elsewhere }),
    reading: await keyOf(manager, here, { scopes: ['read'] }),
  }
  let cells = 0

  /** So that none meets another's limits or tables. Its ids are of nothing. */
  function emptyWorld(): World {
    const date = dateAhead(2 + cells)
    const phone = `+8210${String(10_000_000 + cells++)}`
    return {
      ...here,
      date,
      startsAt: seoul(date, '18:00'),
      endsAt: seoul(date, '20:00'),
      tomorrow: new Date(Date.now() + 86_400_000).toISOString(),
      guest: { name: 'Kim', phone },
      account: { ...here.account, email: `somebody${cells}@example.com` },
    }
  }

  async function ownerFor({ role }: Asker): Promise<Owner> {
    if (role === 'partner') return { actor: `partner:${keys.owning.keyId}`, who: { key: keys.owning.key } }
    if (role === 'diner') return diner()
    const key = newId()
    return { actor: `guest:${key}`, who: hub.tokenFor('guest', undefined, key) }
  }

  async function diner(): Promise<Owner> {
    const { account, session } = await hub.openAccount()
    return { actor: `account:${account._id}`, who: session.token }
  }

  async function whoIs(asker: Asker, owner: Owner, world: World): Promise<Who | undefined> {
    const { role, owns, here: isHere, reads } = asker
    if (role === 'anonymous') return undefined
    if (role === 'link') {
      return linkOf(owns ? owner.actor : `guest:${newId()}`, owns ? world.reservationId : nothing(world))
    }
    if (owns) return owner.who
    if (role === 'diner') return (await diner()).who
    if (role === 'partner') return { key: (reads ? keys.reading : isHere ? keys.other : keys.elsewhere).key }
    const isBound = ['host', 'manager', 'concierge'].includes(role)
    return hub.tokenFor(role, isBound ? (isHere ? venueId : elsewhere) : undefined)
  }

  function linkOf(actor: string, reservationId: string): Who {
    const grants = [{ role: 'link' as Role, venueId: null }]
    return tokens.sign({ key: actor, sessionId: newId(), grants, only: reservationId }, Date.now()).token
  }

  async function prepare(subject: Subject, owner: Owner): Promise<World> {
    const world = emptyWorld()
    const needed = neededFor(subject)
    if (needed === 'blocked') return { ...world, ...(await done<{ blockId: string }>('block.create', world, manager)) }
    if (needed === 'keyed') return { ...world, keyId: (await keyOf(hub.tokenFor('manager', venueId), world)).keyId }
    if (needed === 'hooked') return { ...world, ...(await webhook()) }
    if (needed === 'talking') return { ...world, conversationId: await startConversation(hub, owner.actor, venueId) }
    if (needed === 'answered') return { ...world, ...(await answered()) }
    if (needed === 'dead') return { ...world, deadLetterId: await deadLetter() }
    if (needed === 'staffed') return { ...world, staffId: (await staff()).account._id }
    if (needed === 'company') return { ...world, ...(await seedCompany(hub.db, owner.actor)) }
    if (needed === 'opened') return { ...world, sessionId: await openSession(owner) }
    if (needed === null) return world
    const held = { ...world, ...(await done<{ reservationId: string }>('hold.create', world, owner.who)) }
    if (needed === 'offering') {
      const conversationId = await startConversation(hub, owner.actor, venueId, [held.reservationId])
      return { ...held, conversationId }
    }
    if (needed !== 'held') await done('reservation.confirm', held, owner.who)
    if (needed !== 'linked' && needed !== 'cancelled') return held
    const { secret: linkSecret } = await done<{ secret: string }>('reservation.link', held, owner.who)
    if (needed === 'cancelled') await done('reservation.cancel', held, owner.who)
    const mailSecret = mailSecretOf({ macs }, { _id: held.reservationId, owner: owner.actor })
    return { ...held, linkSecret, mailSecret }
  }

  /** Somebody with an account has a mail of what a desk has said. */
  async function answered(): Promise<Pick<World, 'conversationId' | 'mailSecret'>> {
    const { actor } = await diner()
    const conversationId = await startConversation(hub, actor, venueId)
    return { conversationId, mailSecret: talkMailSecretOf({ macs }, { _id: conversationId, owner: actor }) }
  }

  function staff() {
    return hub.openAccount({ grants: [{ role: 'host', venueId }] })
  }

  /** Written by hand: of one restaurant there may be fewer than there are cells. */
  async function webhook(): Promise<Pick<World, 'webhookId' | 'deliveryId'>> {
    const [webhookId, deliveryId] = [newId(), newId()]
    const now = new Date()
    const crypt = createFieldCrypt(hub.secrets)
    await hub.db.collection<WebhookDocument>('webhooks').insertOne({
      _id: webhookId,
      venueId,
      slot: 100 + cells,
      url: sealWebhook({ crypt }, 'url', webhookId, 'https://hooks.invalid/couvert'),
      secret: sealWebhook({ crypt }, 'secret', webhookId, newWebhookSecret()),
      kinds: ['reservation.noShow'],
      state: 'on',
      onSince: now,
      failures: 0,
      by: 'account:somebody',
      bodyHash: '',
      createdAt: now,
    })
    await hub.db.collection<WebhookDeliveryDocument>('webhook_deliveries').insertOne({
      _id: deliveryId,
      webhookId,
      venueId,
      kind: 'reservation.noShow',
      reservationId: paperWorld.reservationId,
      order: [0, 1, 0],
      at: now,
      since: now,
      state: 'sent',
      attempts: 1,
      expireAt: new Date(now.getTime() + 86_400_000),
    })
    return { webhookId, deliveryId }
  }

  async function deadLetter(): Promise<string> {
    const { reservationId } = paperWorld
    const _id = `${reservationId}:reservation.confirmed:0-${cells}-0:email`
    await hub.db.collection<DeliveryDocument>('deliveries').insertOne({
      _id,
      kind: 'reservation.confirmed',
      channel: 'email',
      reservationId,
      order: [0, cells, 0],
      start: Date.now(),
      by: 'guest',
      state: 'dead',
      why: 'refused',
      attempts: 1,
      endedAt: new Date(),
      expireAt: new Date(Date.now() + 86_400_000),
    })
    return _id
  }

  /** On another device. */
  async function openSession({ actor }: Owner): Promise<string> {
    await hub.openAccount({ _id: actor.replace('account:', '') })
    const opened = hub.db.collection<SessionDocument>('sessions').find({ actor }).sort({ openedAt: -1, _id: 1 })
    return (await opened.next())?._id ?? ''
  }

  function keyOf(as: Who, world: World, change: object = {}): Promise<{ keyId: string; key: string }> {
    return done('key.create', world, as, change)
  }

  async function done<T>(name: OperationName, world: World, who?: Who, change: object = {}): Promise<T> {
    const caller = await callers.http(url, who)
    const answer = await caller.call(name, { ...sampleOf(name, world), ...change })
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
    return answer.data as T
  }

  return { emptyWorld, ownerFor, whoIs, prepare }
}

export function neededFor(subject: Subject): Needed | null {
  if (subject.kind === 'feed') {
    const { params } = feeds[subject.name]
    if ('conversationId' in params.shape) return 'talking'
    return isOwned(params) ? 'held' : null
  }
  const needed = before[subject.name]
  if (needed === undefined && isOwned(operations[subject.name].input)) {
    throw new Error(`Say in test/contract/matrixWorld.ts what has to be there before ${subject.name}`)
  }
  return needed ?? null
}

/** The same world but for its ids, which are of nothing. */
export function absent(world: World): World {
  const other = stableOther(world.venueId)
  const webhook = { webhookId: other, deliveryId: other }
  const talk = { deskId: other, conversationId: other }
  const ids = { sessionId: other, staffId: other, keyId: other, companyId: other, ...webhook, ...talk }
  return { ...world, venueId: other, reservationId: nothing(world), ...ids }
}

/** A well-formed reservation that there is not. */
function nothing({ venueId, reservationId }: World): string {
  const [at = '', day = ''] = reservationId.split('_')
  return `${at}_${day}_${stableOther(venueId)}`
}

function stableOther(id: string): string {
  return id.replaceAll(/./g, (sign) => (sign === '0' ? '1' : '0'))
}

/** What was there before, as it is now: what somebody else failed to reach is as its owner left it. */
export async function stateNow(db: Db, subject: Subject, owner: Owner, world: World, url: string): Promise<unknown> {
  const needed = neededFor(subject)
  if (needed === 'staffed') {
    const { grants } = (await db.collection<AccountDocument>('accounts').findOne({ _id: world.staffId })) ?? {}
    return grants?.length === 1 ? needed : grants
  }
  if (needed === 'keyed') {
    const key = await db.collection<PartnerKeyDocument>('partner_keys').findOne({ _id: world.keyId })
    return key?.revokedAt === undefined ? needed : key
  }
  if (needed === 'hooked') {
    const webhook = await db.collection<WebhookDocument>('webhooks').findOne({ _id: world.webhookId })
    const told = await db.collection<WebhookDeliveryDocument>('webhook_deliveries').findOne({ _id: world.deliveryId })
    return webhook?.state === 'on' && told?.state === 'sent' ? needed : { webhook, told }
  }
  if (needed === 'talking' || needed === 'offering') {
    return (await isUntouched(db, world.conversationId)) ? needed : 'touched'
  }
  if (needed === 'company') {
    const company = await db.collection<CompanyDocument>('companies').findOne({ _id: world.companyId })
    return company?.version === 1 ? needed : company
  }
  if (needed === 'opened') {
    const session = await db.collection<SessionDocument>('sessions').findOne({ _id: world.sessionId })
    return session?.endedAt === undefined ? needed : session
  }
  if (needed === null || needed === 'blocked') return needed
  const caller = await callers.http(url, owner.who)
  const { reservationId } = world
  const answer = await caller.open('reservation', { reservationId })
  if (!answer.ok) return answer.error
  const { content } = answer.data as { content: Record<string, { state: string }> }
  const { state } = content[reservationId] ?? {}
  return state === (needed === 'linked' ? 'confirmed' : needed) ? needed : state
}
