import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'
import type { HistoryEntry } from '../history.ts'

interface Step {
  readonly bookId: string
  readonly version: number
  /** State of the claim, or how it ended. */
  readonly state: string
  readonly event: EventRecord
}

const kept: ReadonlySet<string> = new Set(['confirmed', 'arrived', 'seated', 'completed', 'no_show'])

/**
 * I2: what was answered as confirmed is confirmed in the version the answer names, and stays so in every later read and
 * at the end, unless its holder or staff cancelled it.
 */
export function watchConfirmations(findings: Findings): Watcher {
  const lives = new Map<string, Step[]>()
  return {
    write(write) {
      if (!isCommit(write)) return
      for (const event of newEvents(write)) {
        const step = stepOf(write.bookId, event)
        if (step === null) continue
        const life = lives.get(step.reservationId)
        if (life === undefined) lives.set(step.reservationId, [step])
        else life.push(step)
      }
    },
    entry(entry) {
      if (entry.kind !== 'ok' || entry.data.reservationId === undefined) return
      const life = lives.get(entry.data.reservationId) ?? []
      if (entry.op === 'reservation.read') judgeRead(findings, entry, life)
      if (entry.op === 'reservation.confirm') judgeConfirmed(findings, entry, life)
    },
  }
}

function stepOf(bookId: string, record: EventRecord): (Step & { reservationId: string }) | null {
  const { event, version } = record
  if (event.type === 'settings.adopted') return null
  const { reservationId } = event.claim
  if (reservationId === null) return null
  const state = event.type === 'claim.ended' ? event.end : event.claim.state
  return { reservationId, bookId, version, state, event: record }
}

function judgeConfirmed(findings: Findings, entry: HistoryEntry, life: readonly Step[]): void {
  findings.judge()
  const told = `${entry.proc} heard that ${entry.data.reservationId} is confirmed in ${entry.book} version ${entry.ver}`
  const at = life.findIndex((step) => step.bookId === entry.book && step.version === entry.ver && kept.has(step.state))
  if (at < 0) return findings.violation(told, 'the oplog has no such version of it')
  const lost = life.findIndex((step, index) => index > at && !kept.has(step.state) && !mayEnd(step, life, index))
  const loss = life[lost]
  if (loss !== undefined) {
    findings.violation(told, `${loss.bookId} version ${loss.version}: ${loss.state}, and nobody cancelled`)
  }
}

/** Its holder or staff said so; or it left for another book, where it is confirmed. */
function mayEnd({ event, state, bookId }: Step, life: readonly Step[], index: number): boolean {
  const elsewhere = (step: Step): boolean => step.bookId !== bookId && kept.has(step.state)
  if (state === 'held') return life.some((step, later) => later > index && kept.has(step.state))
  if (event.event.type !== 'claim.ended') return false
  if (event.event.why === 'bundle') return life.some(elsewhere)
  // The old place of a change of date: what became of the new one is judged by its own steps.
  if (state === 'released') return life.some(elsewhere)
  return state === 'cancelled' && event.actor !== '' && event.requestId !== null
}

function judgeRead(findings: Findings, entry: HistoryEntry, life: readonly Step[]): void {
  const confirmedBefore = life.some(
    (step) => step.bookId === entry.book && step.version <= Number(entry.ver) && kept.has(step.state),
  )
  if (!confirmedBefore || entry.data.state === undefined || kept.has(entry.data.state)) return
  findings.judge()
  const known = life.some((step) => step.version === entry.ver && step.state === entry.data.state)
  if (!known) {
    findings.violation(
      `${entry.proc} read ${entry.data.reservationId} as ${entry.data.state} in version ${entry.ver}`,
      'it was confirmed by then',
    )
  }
}
