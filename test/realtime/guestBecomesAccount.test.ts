import { expect, it } from 'vitest'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo, registerAs } from '../support/people.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const [date, later] = [dateAhead(7), dateAhead(8)]
const guest = { name: 'Ada', phone: '+447700900123' }

async function hold(client: TestClient, venueId: string, on: string): Promise<string> {
  const input = { venueId, date: on, startsAt: seoul(on, '19:00'), party: 2 }
  return (await client.must('hold.create', input)).reservationId
}

/** A visitor with a hold and a booking. */
async function visitorWithBoth(hub: TestHub) {
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable, holdMs: 600_000 } })
  using anonymous = connect(hub.url(0))
  const session = await anonymous.must('session.guest', {})
  const client = connect(hub.url(0), session.token)
  const booked = await hold(client, venueId, date)
  await client.must('reservation.confirm', { reservationId: booked, guest })
  const held = await hold(client, venueId, later)
  return { client, session, booked, held }
}

async function statesOf(hub: TestHub, token: string): Promise<Record<string, string>> {
  using home = connect(hub.url(0), token)
  const { reservations } = await home.must('account.export', {})
  return Object.fromEntries(reservations.map(({ reservation }) => [reservation.reservationId, reservation.state]))
}

it('what a guest holds and has booked is the account’s once it is verified, and can be acted on from there', async () => {
  await using hub = await startHub()
  const { client, session, booked, held } = await visitorWithBoth(hub)
  const { attempt } = await client.must('account.register', ada)
  const account = await client.must('account.verify', { attempt, code: await codeTo(hub, ada.email) })
  expect(await statesOf(hub, account.token)).toEqual({ [booked]: 'confirmed', [held]: 'held' })
  using home = connect(hub.url(0), account.token)
  await home.must('reservation.confirm', { reservationId: held, guest })
  await home.must('reservation.cancel', { reservationId: booked })
  const refreshToken = String(session.refreshToken)
  using anonymous = connect(hub.url(0))
  expect(await anonymous.call('session.renew', { refreshToken })).toMatchObject({ error: { code: 'session_ended' } })
  client[Symbol.dispose]()
})

it('so it is when the guest logs in, also before any projection has heard of either', async () => {
  await using hub = await startHub({ worker: false })
  using anonymous = connect(hub.url(0))
  await registerAs(hub, anonymous, ada)
  const { client, booked, held } = await visitorWithBoth(hub)
  const account = await client.must('session.login', { email: ada.email, password: ada.password })
  expect(await statesOf(hub, account.token)).toEqual({ [booked]: 'confirmed', [held]: 'held' })
  client[Symbol.dispose]()
})

it('the letters of a demo are there to be read, in HTML that shows them as they are; elsewhere there is no such page', async () => {
  await using hub = await startHub({ worker: false, seedDemo: true })
  await using real = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const email = "o'brien+b@example.com"
  await visitor.must('account.reset.begin', { email: 'first@example.com' })
  await visitor.must('account.register', { ...ada, email })
  const json = await (await fetch(`${hub.url(0)}/dev/outbox.json`)).json()
  expect(json.letters.map(({ kind, to }: { kind: string; to: string }) => [kind, to])).toEqual([
    ['register', email],
    ['nobody', 'first@example.com'],
  ])
  const answer = await fetch(`${hub.url(0)}/dev/outbox`)
  const html = await answer.text()
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(html).toContain('o&#39;brien+b@example.com')
  expect(html).not.toContain("o'brien")
  expect(html).toContain(json.letters[0].content.code)
  expect(await (await fetch(`${hub.url(0)}/dev/mails`)).text()).toContain('Every mail in every language')
  for (const path of ['/dev/outbox', '/dev/outbox.json', '/dev/mails']) {
    expect((await fetch(`${real.url(0)}${path}`)).status).toBe(404)
  }
})
