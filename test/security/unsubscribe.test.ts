import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailSecretOf } from '../../server/core/identity/mailLink.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { PreferencesDocument } from '../../server/core/notices/documents.ts'
import { talkMailSecretOf } from '../../server/core/talk/notices/mailLink.ts'
import { mailsThatNeedNot } from '../../shared/domain/notices/preferences.ts'
import { connect } from '../support/client.ts'
import { seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

interface Link {
  readonly reservationId: string
  readonly secret: string
}

let hub: TestHub
let venueId: string
let day = 3

beforeAll(async () => {
  hub = await startHub({ worker: false })
  venueId = (await hub.seedVenue()).venueId
})
afterAll(() => hub?.[Symbol.asyncDispose]())

const kept = () => hub.db.collection<PreferencesDocument>('notice_preferences').find().sort({ _id: 1 }).toArray()
const url = ({ reservationId, secret }: Link) => `${hub.url(0)}/unsubscribe/${reservationId}/${secret}`
const wrong = (link: Link): Link => ({ ...link, secret: link.secret.replace(/.$/, (at) => (at === '0' ? '1' : '0')) })

function linkOf(reservationId: string, owner: string): Link {
  const macs = createMacs(hub.secrets)
  return { reservationId, secret: mailSecretOf({ macs }, { _id: reservationId, owner }) }
}

/** Somebody holds a table, and has the link that its reminder will have. */
async function held(token: string): Promise<Link> {
  using client = connect(hub.url(0), token)
  const date = dateAhead(day++)
  const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await client.must('hold.create', input)
  return linkOf(reservationId, createTokens(hub.secrets).verify(token).actor.key)
}

/** As a mail program does it by itself. */
function click(at: string, form: Record<string, string> = { 'List-Unsubscribe': 'One-Click' }): Promise<Response> {
  return fetch(at, { method: 'POST', body: new URLSearchParams(form), redirect: 'error' })
}

/** What an answer says, apart from when it was given. */
async function said(response: Response): Promise<object> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'))
  return { status: response.status, headers, body: await response.text() }
}

describe('one click on the link of a reminder', () => {
  it('switches off reminders by mail for whoever it is and nobody else, twice with the same answer', async () => {
    const token = hub.tokenFor('guest')
    const [link, others] = [await held(token), await held(hub.tokenFor('guest'))]
    const first = await said(await click(url(link)))
    const rows = await kept()
    expect(first).toMatchObject({ status: 200, body: '' })
    expect(await said(await click(url(link)))).toEqual(first)
    expect(await said(await click(url(others)))).toEqual(first)
    expect(rows).toEqual([expect.objectContaining({ off: expect.arrayContaining([...mailsThatNeedNot]) as unknown })])
    using client = connect(hub.url(0), token)
    const { switches } = await client.must('notice.preferences.get', {})
    const off = switches.filter(({ on }) => !on).map(({ kind, channel }) => `${kind} ${channel}`)
    expect(off).toEqual(mailsThatNeedNot.map(({ kind, channel }) => `${kind} ${channel}`))
  })

  it('needs that click: to look at the address, or to send anything else there, changes nothing', async () => {
    const link = await held(hub.tokenFor('guest'))
    const before = await kept()
    for (const method of ['GET', 'HEAD']) await fetch(url(link), { method })
    const other = await click(url(link), { 'List-Unsubscribe': 'Maybe' })
    expect(other.status).toBe(400)
    expect(await other.json()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'List-Unsubscribe' }] })
    const json = { method: 'POST', body: '{"List-Unsubscribe":"One-Click"}' }
    expect((await fetch(url(link), { ...json, headers: { 'content-type': 'application/json' } })).status).toBe(400)
    expect(await kept()).toEqual(before)
  })

  it('is refused with one and the same answer where the link is forged, of another booking, or of another purpose', async () => {
    const token = hub.tokenFor('guest')
    const [mine, theirs] = [await held(token), await held(hub.tokenFor('guest'))]
    const owner = createTokens(hub.secrets).verify(token).actor.key
    const absent = `${venueId}_20270314_0123456789abcdefghjkmnpqrs`
    const before = await kept()
    const forged = [
      wrong(mine),
      { ...mine, secret: theirs.secret },
      { ...mine, reservationId: absent },
      { ...mine, secret: createMacs(hub.secrets).secretFor('manage-link', `${mine.reservationId} ${owner}`) },
    ]
    const answers = await Promise.all(
      forged.map(async (link) => {
        const response = await click(url(link))
        const { code, issues } = (await response.json()) as { code: string; issues?: unknown }
        return { status: response.status, code, issues }
      }),
    )
    for (const answer of answers) expect(answer).toEqual({ status: 404, code: 'not_found', issues: undefined })
    const shapeless = await click(url({ ...mine, secret: '../../etc' }).replace('../../', '..%2F..%2F'))
    expect(await shapeless.json()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'secret' }] })
    expect(await kept()).toEqual(before)
  })
})

describe('by the link', () => {
  it('whoever has no account sees and changes all they wish, and switches it on again', async () => {
    const link = await held(hub.tokenFor('guest'))
    using anybody = connect(hub.url(0))
    await click(url(link))
    const { mails, preferences } = await anybody.must('notice.link.get', link)
    expect(mails).toBe(false)
    expect(preferences?.switches.filter(({ on }) => !on)).toHaveLength(mailsThatNeedNot.length)
    const zone = 'Europe/Berlin'
    const after = await anybody.must('notice.link.change', { ...link, mails: true, zone })
    expect(after).toMatchObject({ mails: true, preferences: { zone } })
    expect(after.preferences?.switches.every(({ on }) => on)).toBe(true)
  })

  it('of an account only the mails can be switched; the rest is seen and changed by who logs in', async () => {
    const { session } = await hub.openAccount()
    const link = await held(session.token)
    using anybody = connect(hub.url(0))
    expect(await anybody.must('notice.link.get', link)).toEqual({ mails: true, preferences: null })
    const refused = await anybody.call('notice.link.change', { ...link, mails: false, zone: 'Europe/Berlin' })
    expect(refused).toMatchObject({ error: { code: 'not_allowed_now', reason: 'log_in_first' } })
    expect(await anybody.must('notice.link.get', link)).toMatchObject({ mails: true })
    expect(await anybody.must('notice.link.change', { ...link, mails: false })).toEqual({
      mails: false,
      preferences: null,
    })
    using home = connect(hub.url(0), session.token)
    const { switches } = await home.must('notice.preferences.get', {})
    expect(switches.filter(({ on }) => !on)).toHaveLength(mailsThatNeedNot.length)
  })

  it('one of those that a restaurant booked by hand speaks for itself alone', async () => {
    using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
    const booked = async (phone: string): Promise<Link> => {
      const date = dateAhead(day++)
      const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2, guest: { name: 'Kim', phone } }
      const { reservationId } = await manager.must('reservation.book', input)
      return linkOf(reservationId, `venue:${venueId}`)
    }
    const [one, other] = [await booked('+821055501001'), await booked('+821055501002')]
    await click(url(one))
    using anybody = connect(hub.url(0))
    expect(await anybody.must('notice.link.get', one)).toMatchObject({ mails: false })
    expect(await anybody.must('notice.link.get', other)).toMatchObject({ mails: true })
  })

  it('nothing is kept any more of an account that was erased, nor is it told that there was one', async () => {
    const { account, session } = await hub.openAccount()
    const link = await held(session.token)
    await hub.db.collection<{ _id: string }>('accounts').deleteOne({ _id: account._id })
    expect((await click(url(link))).status).toBe(404)
    expect((await kept()).map(({ _id }) => _id)).not.toContain(`account:${account._id}`)
  })
})

describe('the link of an answer', () => {
  interface TalkLink {
    readonly conversationId: string
    readonly secret: string
  }
  const talkUrl = ({ conversationId, secret }: TalkLink) =>
    `${hub.url(0)}/unsubscribe/messages/${conversationId}/${secret}`

  /** Somebody has the link that a mail about their conversation will have. */
  async function answered(owner: string): Promise<TalkLink> {
    const conversationId = await startConversation(hub, owner, await seedDesk(hub))
    const secret = talkMailSecretOf({ macs: createMacs(hub.secrets) }, { _id: conversationId, owner })
    return { conversationId, secret }
  }
  async function diner() {
    const { account, session } = await hub.openAccount()
    const owner = `account:${account._id}`
    return { owner, link: await answered(owner), token: session.token }
  }

  it('switches off answers by mail by one click, and by the page on again; reminders stay', async () => {
    const { link, token } = await diner()
    using home = connect(hub.url(0), token)
    using anybody = connect(hub.url(0))
    const off = async () => (await home.must('notice.preferences.get', {})).switches.filter(({ on }) => !on)
    for (const method of ['GET', 'HEAD']) await fetch(talkUrl(link), { method })
    expect((await click(talkUrl(link), { 'List-Unsubscribe': 'Maybe' })).status).toBe(400)
    expect(await off(), 'to look changes nothing').toEqual([])
    const first = await said(await click(talkUrl(link)))
    expect(first).toMatchObject({ status: 200, body: '' })
    expect(await said(await click(talkUrl(link)))).toEqual(first)
    expect(await off()).toMatchObject([{ kind: 'message.unread', channel: 'email' }])
    expect(await anybody.must('notice.talk.get', link)).toEqual({ mails: false })
    expect(await anybody.must('notice.talk.change', { ...link, mails: true })).toEqual({ mails: true })
    expect(await off()).toEqual([])
  })

  it('is refused with one and the same answer where it is forged, another’s, of another purpose, or of nobody any more', async () => {
    const [mine, theirs, erased] = [await diner(), await diner(), await diner()]
    const visitor = await answered(`guest:${mine.link.conversationId}`)
    await hub.db.collection<{ _id: string }>('accounts').deleteOne({ _id: erased.owner.replace('account:', '') })
    const text = { _id: mine.link.conversationId, owner: mine.owner }
    const before = await kept()
    const forged = [
      { ...mine.link, secret: mine.link.secret.replace(/.$/, (at) => (at === '0' ? '1' : '0')) },
      { ...mine.link, secret: theirs.link.secret },
      { ...mine.link, secret: mailSecretOf({ macs: createMacs(hub.secrets) }, text) },
      { ...mine.link, conversationId: theirs.link.conversationId },
      erased.link,
      visitor,
    ]
    for (const link of forged) {
      const response = await click(talkUrl(link))
      expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
    expect(await kept()).toEqual(before)
  })
})
