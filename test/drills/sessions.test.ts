import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { sha256 } from '../../server/core/infra/ids.ts'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import type { OperationName, Sent } from '../../shared/contract/index.ts'
import type { Role } from '../../shared/contract/policy.ts'
import { healthyBounds } from '../checker/evidence.ts'
import type { HistoryEntry } from '../checker/history.ts'
import { judge } from '../checker/judge.ts'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const lifeMs = 15 * 60_000

/** What clients saw of their sessions, as the checker reads it. */
function createNotes() {
  const entries: HistoryEntry[] = []
  function note(entry: Pick<HistoryEntry, 'op' | 'kind'> & Partial<HistoryEntry>): HistoryEntry {
    const n = entries.length + 1
    const now = { n, tMono: n, tWall: Date.now(), proc: 'drill', pid: 1 }
    const blank = { key: null, actor: null, sess: null, book: null, ver: null, data: {} }
    const noted = { ...now, ...blank, ...entry }
    entries.push(noted)
    return noted
  }
  return { entries, note }
}

type Notes = ReturnType<typeof createNotes>

interface Visitor {
  readonly client: TestClient
  readonly sess: string
  readonly actor: string
  readonly role: Role
}

function visitor(url: string, token: string, role: Role): Visitor {
  const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string
    sid: string
  }
  return { client: connect(url, token), sess: sid, actor: sub, role }
}

async function ask<N extends OperationName>(notes: Notes, who: Visitor, op: N, input: Sent<N>): Promise<void> {
  const { sess, actor, role, client } = who
  if (!client.socket.connected) return
  // Cut while it waits for its answer, it got none.
  const answered = client.call(op, input).catch(() => null)
  const answer = await Promise.race([answered, sleep(3_000, null)])
  if (answer?.ok === true) notes.note({ op, kind: 'ok', sess, actor, data: { role } })
}

async function renew(
  notes: Notes,
  hub: TestHub,
  node: number,
  sess: string,
  refreshToken: string,
): Promise<string | null> {
  const { n } = notes.note({ op: 'session.renew', kind: 'invoke', sess, data: { from: sha256(refreshToken) } })
  using client = connect(hub.url(node))
  const answer = await client.call('session.renew', { refreshToken })
  if (!answer.ok) {
    notes.note({ op: 'session.renew', kind: 'fail', sess, data: { of: n, code: answer.error.code } })
    return null
  }
  const to = String(answer.data.refreshToken)
  notes.note({ op: 'session.renew', kind: 'ok', sess, data: { of: n, to: sha256(to) } })
  return to
}

/** Sessions that run out, are ended elsewhere, are copied; and strangers who try to listen. */
async function play(breaks: readonly BrokenRule[]): Promise<readonly string[]> {
  await using hub = await startHub({ nodes: 2, breaks })
  const notes = createNotes()
  const { venueId } = await hub.seedVenue()

  const endsAt = Date.now() + 2_000
  const short = visitor(hub.url(0), hub.tokenFor('guest', undefined, undefined, endsAt - lifeMs), 'guest')
  notes.note({ op: 'session.expires', kind: 'info', data: { session: short.sess }, tWall: endsAt })

  const mine = await hub.openAccount()
  const lost = await hub.openAccount({ _id: mine.account._id })
  const laptop = visitor(hub.url(0), mine.session.token, 'diner')
  const phone = visitor(hub.url(1), lost.session.token, 'diner')
  await laptop.client.must('session.revoke', { sessionId: phone.sess })
  notes.note({ op: 'session.ended', kind: 'info', data: { session: phone.sess } })

  const copied = await hub.openAccount()
  const first = String(copied.session.refreshToken)
  const second = (await renew(notes, hub, 0, 'copied', first)) ?? ''
  await Promise.all([0, 1, 0, 1].map((node) => renew(notes, hub, node, 'copied', second)))
  const third = (await renew(notes, hub, 1, 'copied', second)) ?? ''
  await renew(notes, hub, 0, 'copied', third)
  await renew(notes, hub, 1, 'copied', first)
  await renew(notes, hub, 0, 'copied', third)

  const owner = visitor(hub.url(0), hub.tokenFor('guest'), 'guest')
  const other = visitor(hub.url(1), hub.tokenFor('guest'), 'guest')
  const held = await owner.client.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  const { reservationId } = held
  const feed = `reservation/${reservationId}`
  notes.note({ op: 'right.given', kind: 'info', actor: owner.actor, data: { feed } })
  for (const { client, actor, sess } of [owner, other]) {
    const opened = await client.socket.emitWithAck('feed.open', { feed: 'reservation', params: { reservationId } })
    if (opened.ok === true) notes.note({ op: 'feed.open', kind: 'ok', actor, sess, data: { feed } })
  }
  const guest = { name: 'Ada', phone: '+821012345678' }
  await owner.client.must('reservation.confirm', { reservationId, guest })
  await ask(notes, other, 'reservation.cancel', { reservationId })

  const until = Date.now() + healthyBounds.revocationMs + 1_500
  while (Date.now() < until) {
    await Promise.all([short, laptop, phone].map((who) => ask(notes, who, 'venue.list', {})))
    await sleep(250)
  }
  for (const { client } of [short, laptop, phone, owner, other]) client[Symbol.dispose]()
  const verdicts = await judge(notes.entries, { writes: [], outbox: () => [], settings: new Map() })
  const ours = verdicts.filter(({ id }) => ['I15', 'I16', 'I17'].includes(id))
  expect(ours.map(({ outcome }) => outcome)).not.toContain('unseen')
  return ours.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id)
}

it('sessions that ran out or were ended hear nothing more, a copied token ends its session, strangers hear nothing', async () => {
  expect(await play([])).toEqual([])
})

it.each([
  { rule: 'no-exp-timer', red: 'I15', what: 'sockets outlive their token' },
  { rule: 'no-revocation', red: 'I15', what: 'nodes do not look what was ended' },
  { rule: 'no-reuse-detection', red: 'I16', what: 'an old refresh token is as good as a new one' },
  { rule: 'join-without-acl', red: 'I17', what: 'whoever asks may listen' },
] as const)('control: where $what, $red turns red', async ({ rule, red }) => {
  expect(await play([rule])).toContain(red)
})
