import { connect, type TestClient } from './client.ts'
import type { TestHub } from './hub.ts'

/** Somebody with an account who works at a desk. */
export interface Keeper extends TestClient {
  readonly accountId: string
}

/** A concierge of that desk, connected to the n-th node. */
export async function keeperAt(hub: TestHub, deskId: string, node = 0): Promise<Keeper> {
  const { account, session } = await hub.openAccount({ demo: true, grants: [{ role: 'concierge', venueId: deskId }] })
  return Object.assign(connect(hub.url(node), session.token), { accountId: account._id })
}
