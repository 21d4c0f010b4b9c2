import { createContext, type Provider, useContext } from 'react'
import type { Client } from '../createClient.ts'

const ClientContext = createContext<Client | null>(null)

/** Gives the client to everything below it. */
export const ClientProvider: Provider<Client | null> = ClientContext.Provider

/** @throws Error without a `ClientProvider` above */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (client === null) throw new Error('useClient needs a ClientProvider above it')
  return client
}
