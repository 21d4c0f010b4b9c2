import type { Core } from '../server/core/createCore.ts'
import type { Consumer } from '../server/core/outbox/relay.ts'

/** Brings guests' ledgers to what became of their claims. */
export function createLedgerConsumer({ deps }: Core): Consumer {
  return { name: 'ledger', hear: (events) => deps.ledger.onEvents(events) }
}
