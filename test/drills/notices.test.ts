import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { createMacs } from '../../server/core/infra/macs.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { judgeNotices } from '../checker/notices.ts'
import type { NodeProcess } from '../replay/nodes.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { type Drill, startDrill } from './drill.ts'

const deadline = 60_000
let guests = 0

/** Somebody new who books and leaves an address. */
async function book(drill: Drill): Promise<void> {
  guests += 1
  const caller = drill.newCaller(0)
  const date = dateAhead(10 + (guests % 20))
  const held = await caller.call('hold.create', {
    venueId: drill.venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
  })
  if (held?.ok !== true) throw new Error('no table')
  const { reservationId } = held.data
  const guest = {
    name: `Guest ${guests}`,
    phone: `+8210${String(10_000_000 + guests)}`,
    email: `guest.${guests}@example.com`,
  }
  const confirmed = await caller.call('reservation.confirm', { reservationId, guest })
  if (confirmed?.ok !== true) throw new Error('not confirmed')
  caller.close()
}

async function books(drill: Drill, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await book(drill)
}

const rowsOf = ({ cluster }: Drill) => cluster.client.db(cluster.database).collection<DeliveryDocument>('deliveries')

/** Until everybody who booked was told by mail. */
async function allTold(drill: Drill): Promise<void> {
  const told = () =>
    rowsOf(drill).countDocuments({
      kind: 'reservation.confirmed',
      channel: 'email',
      state: { $in: ['sent', 'ambiguous'] },
    })
  await expect.poll(told, { timeout: deadline }).toBe(guests)
}

/** What is broken, a line each. */
async function wrongIn(drill: Drill, smtp: SmtpServer, kills: number): Promise<readonly string[]> {
  const macs = createMacs(drill.cluster.secrets)
  const rows = await rowsOf(drill).find({ channel: 'email' }).toArray()
  const byMessage = new Map(rows.map(({ _id }) => [macs.secretFor('message-id', _id), _id]))
  const sunk = smtp.mails.map(({ email }) => {
    const named = /^<?([^@]+)@/.exec(email.messageId ?? '')?.[1] ?? ''
    return byMessage.get(named) ?? named
  })
  const verdicts = judgeNotices({ rows, sunk, kills, until: Date.now() })
  return verdicts.filter(({ outcome }) => outcome !== 'holds').map(({ id, witness }) => `${id}: ${witness.join(' | ')}`)
}

const points = ['K7.projected', 'K8.relayed', 'K9.claimed', 'K10.handedOver'] as const

test('D2, D3: a worker killed at any point, again and again, keeps no notice from anybody and doubles none it need not', {
  timeout: 240_000,
}, async () => {
  guests = 0
  await using smtp = await startSmtpServer()
  const smtpUrl = `smtp://127.0.0.1:${smtp.port}`
  await using drill = await startDrill({ nodes: 1, members: 1, worker: false, smtpUrl })
  for (const point of points) {
    const doomed: NodeProcess = await drill.cluster.addWorker(`${point}:2`)
    await books(drill, 3)
    await doomed.gone
  }
  await drill.cluster.addWorker()
  await allTold(drill)
  expect(await wrongIn(drill, smtp, points.length)).toEqual([])
})

test('D7, D8, D12: with the queues emptied, full, and gone together with all they had kept, everybody is told', {
  timeout: 240_000,
}, async () => {
  guests = 0
  await using smtp = await startSmtpServer()
  const smtpUrl = `smtp://127.0.0.1:${smtp.port}`
  await using drill = await startDrill({ nodes: 1, members: 1, worker: true, smtpUrl })
  const redis = new Redis(drill.cluster.redis.url)
  await books(drill, 3)
  await redis.flushall()
  await books(drill, 3)
  await redis.config('SET', 'maxmemory', '1')
  await redis.config('SET', 'maxmemory-policy', 'noeviction')
  await expect(redis.set('anything', 'more')).rejects.toThrow('OOM')
  await books(drill, 3)
  redis.disconnect()
  await drill.cluster.redis.kill9()
  await books(drill, 3)
  await drill.cluster.redis.restart()
  await books(drill, 3)
  await allTold(drill)
  expect(await wrongIn(drill, smtp, 0)).toEqual([])
})

test('control: senders that do not claim before they call tell some twice, and I13 turns red', {
  timeout: 240_000,
}, async () => {
  guests = 0
  await using smtp = await startSmtpServer()
  const smtpUrl = `smtp://127.0.0.1:${smtp.port}`
  await using drill = await startDrill({ nodes: 1, members: 1, worker: false, smtpUrl, breaks: ['no-send-key'] })
  // Slow enough for the other one to come by meanwhile.
  smtp.script.push({ at: 'dot', answer: 'trickled' }, { at: 'dot', answer: 'trickled' })
  await Promise.all([drill.cluster.addWorker(), drill.cluster.addWorker()])
  await books(drill, 2)
  const doubled = async () =>
    (await wrongIn(drill, smtp, 0)).filter((line) => /^I13: .* reached somebody \d+ times/.test(line))
  await expect.poll(doubled, { timeout: deadline }).toHaveLength(1)
})
