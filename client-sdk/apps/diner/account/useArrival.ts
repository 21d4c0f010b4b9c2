import { useState } from 'react'
import type { SessionSnapshot } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { stands, useMine } from '../state/mine.ts'

export interface Arrival {
  /** What a guest holds and has booked on this device; 0 as long as nothing is known. */
  readonly brings: number
  /** How much came along, once somebody has arrived; null before. */
  readonly brought: number | null
  /** Logs in, and remembers what there was before: afterwards it is somebody else's feed. */
  readonly arrive: (open: () => Promise<SessionSnapshot>) => Promise<void>
}

/** From guest to account. */
export function useArrival(): Arrival {
  const { now } = useClient()
  const { list } = useMine()
  const [brought, setBrought] = useState<number | null>(null)
  const brings = (list ?? []).filter((it) => stands(it, now())).length
  return {
    brings,
    brought,
    async arrive(open) {
      await open()
      setBrought(brings)
    },
  }
}
