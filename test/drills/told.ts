import { expect } from 'vitest'
import { createMacs } from '../../server/core/infra/macs.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { judgeNotices } from '../checker/notices.ts'
import type { Caller } from '../replay/caller.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { type Drill, startDrill } from './drill.ts'

/** A hub whose guests are told by mail, and all that it told. */
export interface MailDrill extends AsyncDisposable {
  readonly drill: Drill
  readonly smtp: SmtpServer
  /** So many new guests book a table each and leave an address. */
  book(count: number): Promise<void>
  /** One more books, and gives the table back at once. */
  bookAndCancel(): Promise<string>
  rows(): ReturnType<typeof rowsOf>
  /** Until everybody who booked was told by mail. */
  allTold(): Promise<void>
  /** What is broken, a line each. */
  wrong(kills: number): Promise<readonly string[]>
}

export const deadline = 60_000

export async function startMailDrill(
  options: Omit<Parameters<typeof startDrill>[0], 'smtpUrl' | 'nodes' | 'members'>,
): Promise<MailDrill> {
  const smtp = await startSmtpServer()
  const smtpUrl = `smtp://127.0.0.1:${smtp.port}`
  const drill = await startDrill({ nodes: 1, members: 1, ...options, smtpUrl })
  let guests = 0
  let stay = 0

  /** Somebody new. */
  async function bookOne(): Promise<{ readonly caller: Caller; readonly reservationId: string }> {
    guests += 1
    const caller = drill.newCaller(0)
    const { venueId } = drill
    const date = dateAhead(10 + (guests % 20))
    const held = await caller.call('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
    if (held?.ok !== true) throw new Error('no table')
    const { reservationId } = held.data
    const guest = {
      name: `Guest ${guests}`,
      phone: `+8210${String(10_000_000 + guests)}`,
      email: `guest.${guests}@example.com`,
    }
    const confirmed = await caller.call('reservation.confirm', { reservationId, guest })
    if (confirmed?.ok !== true) throw new Error('not confirmed')
    return { caller, reservationId }
  }

  const rows = () => rowsOf(drill)

  return {
    drill,
    smtp,
    rows,
    async book(count) {
      for (let n = 0; n < count; n++) (await bookOne()).caller.close()
      stay += count
    },
    async bookAndCancel() {
      const { caller, reservationId } = await bookOne()
      const cancelled = await caller.call('reservation.cancel', { reservationId })
      if (cancelled?.ok !== true) throw new Error('not cancelled')
      caller.close()
      return reservationId
    },
    async allTold() {
      const ends = { state: { $in: ['sent', 'ambiguous'] as const } }
      const told = () => rows().countDocuments({ kind: 'reservation.confirmed', channel: 'email', ...ends })
      await expect.poll(told, { timeout: deadline }).toBeGreaterThanOrEqual(stay)
    },
    async wrong(kills) {
      const macs = createMacs(drill.cluster.secrets)
      const all = await rows().find({ channel: 'email' }).toArray()
      const byMessage = new Map(all.map(({ _id }) => [macs.secretFor('message-id', _id), _id]))
      const sunk = smtp.mails.map(({ email }) => {
        const named = /^<?([^@]+)@/.exec(email.messageId ?? '')?.[1] ?? ''
        return byMessage.get(named) ?? named
      })
      const verdicts = judgeNotices({ rows: all, sunk, kills, until: Date.now() })
      const broken = verdicts.filter(({ outcome }) => outcome !== 'holds')
      return broken.map(({ id, witness }) => `${id}: ${witness.join(' | ')}`)
    },
    async [Symbol.asyncDispose]() {
      await drill[Symbol.asyncDispose]()
      await smtp[Symbol.asyncDispose]()
    },
  }
}

function rowsOf({ cluster }: Drill) {
  return cluster.client.db(cluster.database).collection<DeliveryDocument>('deliveries')
}
