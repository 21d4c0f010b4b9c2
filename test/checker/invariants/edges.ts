import type { BookEvent } from '../../../shared/domain/book/types.ts'
import { isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

/**
 * Every step a claim may take, written out a second time: a judge that asked the table it judges would agree with any
 * change to it.
 */
export const allowedSteps: Readonly<Record<string, readonly string[]>> = {
  none: ['held', 'confirmed', 'seated', 'blocked'],
  held: ['held', 'confirmed', 'requested', 'awaiting_payment', 'released', 'expired'],
  requested: ['requested', 'confirmed', 'declined', 'cancelled'],
  awaiting_payment: ['awaiting_payment', 'confirmed', 'released', 'expired', 'cancelled'],
  confirmed: ['confirmed', 'arrived', 'seated', 'no_show', 'cancelled'],
  arrived: ['arrived', 'seated', 'confirmed', 'no_show', 'cancelled'],
  seated: ['seated', 'completed', 'arrived'],
  no_show: ['no_show', 'confirmed', 'arrived', 'seated'],
  blocked: ['blocked', 'released'],
}

/**
 * I19: each step in the life of a claim is an allowed one.
 */
export function watchEdges(findings: Findings): Watcher {
  return {
    write(write) {
      if (!isCommit(write)) return
      const { bookId, before } = write
      const states = new Map(Object.values(before?.claims ?? {}).map(({ id, state }) => [id, state as string]))
      for (const { event, version } of newEvents(write)) {
        const step = stepOf(event)
        if (step === null) continue
        findings.judge()
        const from = states.get(step.claimId) ?? 'none'
        states.set(step.claimId, step.to)
        if (allowedSteps[from]?.includes(step.to)) continue
        findings.violation(`${bookId} version ${version}: claim ${step.claimId} went from ${from} to ${step.to}`)
      }
    },
  }
}

function stepOf(event: BookEvent): { readonly claimId: string; readonly to: string } | null {
  if (event.type === 'settings.adopted') return null
  return { claimId: event.claim.id, to: event.type === 'claim.ended' ? event.end : event.claim.state }
}
