import { setTimeout as sleep } from 'node:timers/promises'
import { canonical, newId, sha256 } from '../../server/core/infra/ids.ts'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import type { Caller } from '../replay/caller.ts'
import { seoul } from '../support/venue.ts'
import type { Drill } from './drill.ts'

interface Copy<T> {
  readonly of: number
  readonly answer: Answer<T> | null
}

/** The same command one to four times, at random moments, to both nodes. */
async function callDoubled<N extends OperationName>(
  drill: Drill,
  callers: readonly [Caller, Caller],
  op: N,
  input: Sent<N>,
): Promise<Answer<Output<N>>> {
  const requestId = newId()
  const [{ person, sess }] = callers
  const about = { op, key: requestId, actor: person.actor, sess }
  const send = async (_: unknown, index: number): Promise<Copy<Output<N>>> => {
    await sleep(Math.random() * 30)
    const of = drill.recorder.note({ kind: 'invoke', ...about, data: { body: sha256(canonical([op, input])) } })
    return { of, answer: await (callers[index % 2] as Caller).ask(op, { input, requestId }, 15_000) }
  }
  const copies = await Promise.all(Array.from({ length: 1 + Math.floor(Math.random() * 4) }, send))
  const isAccepted = copies.some(({ answer }) => answer?.ok === true)
  // One copy may be refused and a later one not; only where all are is it a no.
  const refusal = !isAccepted && copies.every(({ answer }) => answer !== null) ? 'fail' : 'info'
  for (const { of, answer } of copies) {
    const place = { book: `${drill.venueId}:${drill.dates[0]}` }
    if (answer?.ok === true) drill.recorder.note({ kind: 'ok', ...about, ...place, ...told(of, answer.data) })
    else drill.recorder.note({ kind: refusal, ...about, data: { of, code: answer?.error.code ?? 'no_answer' } })
  }
  const answers = copies.flatMap(({ answer }) => answer ?? [])
  const [first] = [...answers.filter(({ ok }) => ok), ...answers]
  if (first === undefined) throw new Error(`no copy of ${op} was answered`)
  return first
}

function told(of: number, data: unknown) {
  const { reservationId, state, version } = data as Readonly<Record<string, unknown>>
  const answer = sha256(canonical(data))
  return { ver: Number(version), data: { of, answer, reservationId: String(reservationId), state: String(state) } }
}

/** A guest whose every command is sent one to four times to two nodes. @returns whether a reservation came of it */
export async function comeDoubled(drill: Drill, number: number): Promise<boolean> {
  const one = drill.newCaller(0)
  const two = drill.newCaller(1, one.person)
  const callers = [one, two] as const
  const date = drill.dates[0] ?? ''
  const startsAt = seoul(date, ['18:00', '19:00', '20:00'][number % 3] ?? '18:00')
  try {
    const held = await callDoubled(drill, callers, 'hold.create', { venueId: drill.venueId, date, startsAt, party: 2 })
    if (!held.ok) return false
    const { reservationId } = held.data
    const details = { name: `Guest ${number}`, phone: `+8210${String(number).padStart(8, '0')}` }
    const confirmed = await callDoubled(drill, callers, 'reservation.confirm', { reservationId, guest: details })
    if (confirmed.ok && number % 3 > 0) await callDoubled(drill, callers, 'reservation.cancel', { reservationId })
    return confirmed.ok
  } finally {
    for (const caller of callers) caller.close()
  }
}
