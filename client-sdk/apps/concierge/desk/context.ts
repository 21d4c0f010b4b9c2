import { createContext, useContext } from 'react'
import type { Output } from '../../../src/index.ts'

export type Mine = Output<'desk.mine'>
export type OwnDesk = Mine['desks'][number]

/** The desk one works at just now, and who one is there. */
export interface AtDesk {
  readonly desk: OwnDesk
  /** One's own account. */
  readonly me: string
  /** Of somebody who works there; null of somebody who does no more. */
  readonly nameOf: (accountId: string) => string | null
}

export const DeskContext = createContext<AtDesk | null>(null)

export function useAtDesk(): AtDesk {
  const at = useContext(DeskContext)
  if (at === null) throw new Error('useAtDesk needs a DeskContext above it')
  return at
}
