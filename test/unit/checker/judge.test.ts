import { expect, test } from 'vitest'
import { edges } from '../../../shared/domain/book/lifecycle.ts'
import { healthyBounds } from '../../checker/evidence.ts'
import type { InvariantId, Verdict } from '../../checker/findings.ts'
import { kindOfAnswer } from '../../checker/history.ts'
import { allowedSteps } from '../../checker/invariants/edges.ts'
import { judge, printVerdicts } from '../../checker/judge.ts'
import {
  bookId,
  claimOf,
  confirm,
  createRun,
  end,
  evening,
  guest,
  holdAndConfirm,
  minute,
  type Run,
  startWall,
} from './run.ts'

async function verdictOf(run: Run, id: InvariantId): Promise<Verdict> {
  const verdicts = await judge(run.entries, run.oplog())
  return verdicts.find((verdict) => verdict.id === id) as Verdict
}

/** A run in which everything that is judged takes place, and all is well. */
function goodRun(): Run {
  const run = createRun()
  const first = holdAndConfirm(run)
  const opened = run.note({ kind: 'invoke', op: 'feed.open' })
  const feed = { feed: 'availability', epoch: 'e' }
  run.note({ kind: 'ok', op: 'feed.open', ver: 2, data: { ...feed, of: opened.n, to: '2' } })
  const released = claimOf('c2', { unitIds: ['t2'], expiresAt: startWall + 20_000 })
  run.commit({
    at: 3_000,
    set: [released],
    events: [{ requestId: 'h2', event: { type: 'claim.made', claim: released } }],
  })
  run.note({ kind: 'ok', op: 'feed.patch', ver: 3, data: { ...feed, from: '2', to: '3' } })
  end(run, released, 'released', 4_000, 'release-c2')
  const expired = claimOf('c3', { unitIds: ['t3'], expiresAt: startWall + 15_000 })
  run.commit({
    at: 5_000,
    set: [expired],
    events: [{ requestId: 'h3', event: { type: 'claim.made', claim: expired } }],
  })
  end(run, expired, 'expired', 15_500, null)
  end(run, first, 'cancelled', 16_000, 'cancel-c1')
  run.note({ kind: 'info', op: 'feed.live', ver: 3, tWall: startWall + 18_000 })
  run.note({ kind: 'ok', op: 'feed.rest', data: { ...feed, to: '3', hash: 'x', freshVersion: '3', freshHash: 'x' } })
  const secret = { feed: 'reservation/r-c1' }
  run.note({ kind: 'info', op: 'right.given', data: secret })
  run.note({ kind: 'ok', op: 'feed.open', sess: 'other', book: null, data: { ...secret, epoch: 'e', to: '1' } })
  renewal(run, 'one', 'two')
  renewal(run, 'one', 'two')
  renewal(run, 'two', 'three')
  run.note({ kind: 'ok', op: 'venue.list', sess: 'lost', data: { role: 'guest' } })
  run.note({ kind: 'info', op: 'session.ended', data: { session: 'lost' } })
  return run
}

/** A refresh token presented, and its successor; null where it was refused. */
function renewal(run: Run, from: string, to: string | null): void {
  const { n } = run.note({ kind: 'invoke', op: 'session.renew', data: { from } })
  if (to === null) run.note({ kind: 'fail', op: 'session.renew', data: { of: n, code: 'session_ended' } })
  else run.note({ kind: 'ok', op: 'session.renew', data: { of: n, to } })
}

test('a good run holds every invariant, and every one is judged by something', async () => {
  const verdicts = await judge(goodRun().entries, goodRun().oplog())
  expect(verdicts.map(({ id, outcome, witness }) => [id, outcome, witness])).toEqual(
    verdicts.map(({ id }) => [id, 'holds', []]),
  )
})

test('a run without anything in it proves nothing', async () => {
  const verdicts = await judge([], createRun().oplog())
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(() => 'unseen'))
})

test('the same evidence gives the same words', async () => {
  const [one, two] = await Promise.all([goodRun(), goodRun()].map((run) => judge(run.entries, run.oplog())))
  expect(printVerdicts(one ?? [])).toBe(printVerdicts(two ?? []))
})

const made = (claim: ReturnType<typeof claimOf>, key = `hold-${claim.id}`) =>
  ({ requestId: key, event: { type: 'claim.made', claim } }) as const

/** Each breaks one rule, and the judge of that rule must see it. */
const broken: readonly (readonly [InvariantId, string, (run: Run) => void])[] = [
  [
    'I1',
    'two claims on one table at one time',
    (run) => {
      const [a, b] = [claimOf('a'), claimOf('b', { start: evening + 60 * minute, end: evening + 150 * minute })]
      run.commit({ at: 0, set: [a], events: [made(a)] })
      run.commit({ at: 1, set: [b], events: [made(b)] })
    },
  ],
  [
    'I1',
    'two claims of neighbouring books on one table at one time',
    (run) => {
      const late = claimOf('a', { start: evening + 12 * 60 * minute, end: evening + 24 * 60 * minute })
      const next = claimOf('b', { start: evening + 23 * 60 * minute, end: evening + 25 * 60 * minute })
      run.commit({ at: 0, set: [late], events: [made(late)] })
      run.commit({ book: 'v:2030-05-02', at: 1, set: [next], events: [made(next)] })
    },
  ],
  [
    'I1',
    'a party larger than its table',
    (run) => {
      const claim = claimOf('a', { party: 5 })
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
    },
  ],
  [
    'I1',
    'a party larger than its combination',
    (run) => {
      const claim = claimOf('a', { party: 8, unitIds: ['t1', 't2'] })
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
    },
  ],
  [
    'I1',
    'more covers in an interval than pacing allows',
    (run) => {
      const claims = ['t1', 't2', 't3'].map((unit) => claimOf(unit, { unitIds: [unit], party: 3 }))
      run.commit({ at: 0, set: claims, events: claims.map((claim) => made(claim)) })
    },
  ],
  [
    'I2',
    'a confirmation whose version the oplog does not have',
    (run) => {
      run.call('reservation.confirm', 'k', { kind: 'ok', ver: 7, data: { reservationId: 'r-c1' } })
    },
  ],
  [
    'I2',
    'a confirmed reservation that disappears without a cancel',
    (run) => {
      end(run, holdAndConfirm(run), 'expired', 5_000, null)
    },
  ],
  [
    'I2',
    'a confirmed reservation that a later read does not show',
    (run) => {
      holdAndConfirm(run)
      run.note({ kind: 'ok', op: 'reservation.read', ver: 2, data: { reservationId: 'r-c1', state: 'held' } })
    },
  ],
  [
    'I3',
    'a confirmed reservation that nobody asked for',
    (run) => {
      holdAndConfirm(run)
      run.entries.length = 0
    },
  ],
  [
    'I3',
    'an effect of a command that was answered no',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim, 'k')] })
      run.call('hold.create', 'k', { kind: 'fail', data: { code: 'slot_unavailable' } })
    },
  ],
  [
    'I4',
    'one request that takes effect twice',
    (run) => {
      const [a, b] = [claimOf('a'), claimOf('b', { unitIds: ['t2'] })]
      run.commit({ at: 0, set: [a], events: [made(a, 'k')] })
      run.commit({ at: 1, set: [b], events: [made(b, 'k')] })
    },
  ],
  [
    'I4',
    'two different answers to one request',
    (run) => {
      run.call('hold.create', 'k', { kind: 'ok', data: { answer: 'one' } })
      run.call('hold.create', 'k', { kind: 'ok', data: { answer: 'two' } })
    },
  ],
  [
    'I4',
    'two payloads under one request id, both answered ok',
    (run) => {
      run.call('hold.create', 'k', { kind: 'ok', data: { answer: 'same' } })
      run.call('hold.release', 'k', { kind: 'ok', data: { answer: 'same' } })
    },
  ],
  [
    'I5',
    'a hold that expires before its end',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      end(run, claim, 'expired', 9_999, null)
    },
  ],
  [
    'I5',
    'a hold that expires too late',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      end(run, claim, 'expired', 10_001 + healthyBounds.expiryLagMs, null)
    },
  ],
  [
    'I5',
    'a hold that is confirmed after its end',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      confirm(run, claim, 10_500)
    },
  ],
  [
    'I5',
    'a hold that never ends',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      holdAndConfirm(run, claimOf('b', { unitIds: ['t2'], expiresAt: startWall + 80_000 }), 60_000)
    },
  ],
  [
    'I5',
    'a hold that ends twice',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      end(run, claim, 'released', 1_000, 'k')
      run.commit({ at: 1_500, set: [claim], events: [made(claim)] })
    },
  ],
  [
    'I6',
    'a version that is left out',
    (run) => {
      holdAndConfirm(run)
      run.commit({ at: 2_000, version: 4, events: [] })
    },
  ],
  [
    'I6',
    'a claim that is not what its events say',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [{ ...claim, party: 3 }], events: [made(claim)] })
    },
  ],
  [
    'I6',
    'a claim that changes while the version stays',
    (run) => {
      holdAndConfirm(run)
      run.tamper({})
    },
  ],
  [
    'I7',
    'an event that never comes to the outbox',
    (run) => {
      holdAndConfirm(run)
      run.rows.pop()
    },
  ],
  [
    'I7',
    'a row of the outbox that no book said',
    (run) => {
      holdAndConfirm(run)
      run.rows.push({ ...(run.rows[0] as Run['rows'][0]), id: `${bookId}:9:0` })
    },
  ],
  [
    'I7',
    'a row that was inserted twice, or never published',
    (run) => {
      holdAndConfirm(run)
      run.rows[0] = { ...(run.rows[0] as Run['rows'][0]), inserted: 2 }
      run.rows[1] = { ...(run.rows[1] as Run['rows'][0]), done: false }
    },
  ],
  [
    'I8',
    'a hole between two patches',
    (run) => {
      run.note({ kind: 'ok', op: 'feed.open', ver: 2, data: { feed: 'f', epoch: 'e', to: '2' } })
      run.note({ kind: 'ok', op: 'feed.patch', ver: 4, data: { feed: 'f', epoch: 'e', from: '3', to: '4' } })
    },
  ],
  [
    'I8',
    'a feed that goes back',
    (run) => {
      run.note({ kind: 'ok', op: 'feed.open', ver: 5, data: { feed: 'f', epoch: 'e', to: '5' } })
      run.note({ kind: 'ok', op: 'feed.open', ver: 4, data: { feed: 'f', epoch: 'e', to: '4' } })
    },
  ],
  [
    'I8',
    'a feed that is not a fresh snapshot at rest',
    (run) => {
      run.note({
        kind: 'ok',
        op: 'feed.rest',
        data: { feed: 'f', to: '5', hash: 'a', freshVersion: '5', freshHash: 'b' },
      })
    },
  ],
  [
    'I9',
    'a feed that shows live and is older than the bound',
    (run) => {
      holdAndConfirm(run)
      run.note({ kind: 'info', op: 'feed.live', ver: 1, tWall: startWall + 1_001 + healthyBounds.stalenessMs })
    },
  ],
  [
    'I10',
    'a snapshot older than what the session wrote',
    (run) => {
      holdAndConfirm(run)
      const { n } = run.note({ kind: 'invoke', op: 'feed.open' })
      run.note({ kind: 'ok', op: 'feed.open', ver: 1, data: { of: n, feed: 'f', epoch: 'e', to: '1' } })
    },
  ],
  [
    'I15',
    'a session that is answered long after it was ended',
    (run) => {
      run.note({ kind: 'info', op: 'session.ended', data: { session: 's' } })
      run.note({ kind: 'ok', op: 'venue.list', tWall: startWall + 6_000 })
    },
  ],
  [
    'I15',
    'a session that hears something after its token ran out',
    (run) => {
      run.note({ kind: 'info', op: 'session.expires', data: { session: 's' } })
      run.note({ kind: 'ok', op: 'feed.patch', tWall: startWall + 2_000, data: { feed: 'availability' } })
    },
  ],
  [
    'I16',
    'a refresh token with two successors',
    (run) => {
      renewal(run, 'one', 'two')
      renewal(run, 'one', 'another')
    },
  ],
  [
    'I16',
    'a refresh token that is taken after its successor was used',
    (run) => {
      renewal(run, 'one', 'two')
      renewal(run, 'two', 'three')
      renewal(run, 'one', 'two')
    },
  ],
  [
    'I16',
    'a session that goes on after a copy of its token was seen',
    (run) => {
      renewal(run, 'one', 'two')
      renewal(run, 'two', 'three')
      renewal(run, 'one', null)
      renewal(run, 'three', 'four')
    },
  ],
  [
    'I17',
    'an operation that the matrix keeps from the role',
    (run) => void run.note({ kind: 'ok', op: 'settings.change', data: { role: 'guest' } }),
  ],
  [
    'I17',
    'a feed heard by whom nobody gave the right',
    (run) => {
      run.note({ kind: 'info', op: 'right.given', actor: 'guest:other', data: { feed: 'reservation/r' } })
      run.note({ kind: 'ok', op: 'feed.open', data: { feed: 'reservation/r' } })
    },
  ],
  [
    'I17',
    'a feed heard long after the right to it was taken',
    (run) => {
      run.note({ kind: 'info', op: 'right.given', data: { feed: 'reservation/r' } })
      run.note({ kind: 'info', op: 'right.taken', data: { feed: 'reservation/r' } })
      run.note({ kind: 'ok', op: 'feed.patch', tWall: startWall + 6_000, data: { feed: 'reservation/r' } })
    },
  ],
  [
    'I18',
    'four holds of one guest over several books',
    (run) => {
      for (const day of [1, 2, 3, 4]) {
        const claim = claimOf(`c${day}`)
        run.commit({ book: `v:2030-05-0${day}`, at: day, set: [claim], events: [made(claim)] })
      }
    },
  ],
  [
    'I19',
    'a step that is not allowed',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [made(claim)] })
      const seated = { ...claim, state: 'seated' } as const
      run.commit({
        at: 1,
        set: [seated],
        events: [{ event: { type: 'claim.changed', claim: seated, why: 'advance' } }],
      })
    },
  ],
  [
    'I20',
    'a change without an entry',
    (run) => {
      run.commit({ at: 0, set: [claimOf('a')], events: [] })
    },
  ],
  [
    'I20',
    'an entry without an actor',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [{ ...made(claim), actor: '' }] })
    },
  ],
  [
    'I20',
    'an entry of a client’s command without its request id',
    (run) => {
      const claim = claimOf('a')
      run.commit({ at: 0, set: [claim], events: [{ ...made(claim), requestId: null }] })
    },
  ],
]

test.each(broken)('%s is broken by %s', async (id, _what, breakIt) => {
  const run = createRun()
  breakIt(run)
  const verdict = await verdictOf(run, id)
  expect(verdict.outcome).toBe('broken')
  expect(verdict.witness.length).toBeGreaterThan(0)
})

test('of two violations the shorter account is the witness', async () => {
  const run = createRun()
  run.note({ kind: 'ok', op: 'feed.patch', sess: 'long', data: { feed: 'f', epoch: 'e', from: '3', to: '4' } })
  run.commit({ at: 0, version: 3, events: [] })
  const verdict = await verdictOf(run, 'I6')
  expect(verdict.witness).toEqual([`${bookId} version 3 came after version 0`])
})

test('a table is free for others once its hold has run out, also while the claim still stands', async () => {
  const run = createRun()
  const [due, next] = [claimOf('a'), claimOf('b', { expiresAt: startWall + 30_000 })]
  run.commit({ at: 0, set: [due], events: [made(due)] })
  run.commit({ at: 10_001, set: [next], events: [made(next)] })
  expect((await verdictOf(run, 'I1')).outcome).toBe('holds')
})

test('what staff marked as an override may exceed seats, never share a table', async () => {
  const run = createRun()
  const squeezed = claimOf('a', { party: 6, override: true })
  run.commit({ at: 0, set: [squeezed], events: [made(squeezed)] })
  expect((await verdictOf(run, 'I1')).outcome).toBe('holds')
  const shared = claimOf('b', { override: true })
  run.commit({ at: 1, set: [shared], events: [made(shared)] })
  expect((await verdictOf(run, 'I1')).outcome).toBe('broken')
})

test('holds past their end and holds that staff made do not count against a guest', async () => {
  const run = createRun()
  for (const day of [1, 2, 3]) {
    const claim = claimOf(`c${day}`)
    run.commit({ book: `v:2030-05-0${day}`, at: day, set: [claim], events: [made(claim)] })
  }
  const [staffs, later] = [claimOf('c4'), claimOf('c5', { expiresAt: startWall + 40_000 })]
  run.commit({ book: 'v:2030-05-04', at: 4, set: [staffs], events: [{ ...made(staffs), actor: 'account:host' }] })
  run.commit({ book: 'v:2030-05-05', at: 10_001, set: [later], events: [made(later)] })
  expect((await verdictOf(run, 'I18')).outcome).toBe('holds')
})

test('the steps the judge allows are those of the domain’s table, and staying', () => {
  for (const [from, steps] of Object.entries(edges)) {
    expect([...(allowedSteps[from] ?? [])].sort()).toEqual([...new Set([from, ...steps])].sort())
  }
})

test('only a refusal that settles the request is a definite no', () => {
  const busy = { code: 'busy', message: '', hint: '', retryable: true, settles: false } as const
  expect(kindOfAnswer({ ok: false, error: busy })).toBe('info')
  expect(kindOfAnswer({ ok: false, error: { ...busy, settles: true } })).toBe('fail')
  expect(kindOfAnswer(null)).toBe('info')
  expect(kindOfAnswer({ ok: true, data: guest })).toBe('ok')
})
