import { useCallback, useRef, useState } from 'react'
import type { ClientError } from '../clientError.ts'
import type { OperationName, Output, Sent } from '../generated/types.ts'
import { useClient } from './context.ts'
import { type Ended, endOf, notEnded } from './endOf.ts'

/** Something a person sets off. */
export interface OperationState<N extends OperationName> {
  /** Null where it failed (`error` says how), or where one is under way already: a double tap runs once. */
  readonly run: (input: Sent<N>) => Promise<Output<N> | null>
  readonly busy: boolean
  /** How the last run failed. */
  readonly error: ClientError | null
  /** What the last run brought. */
  readonly data: Output<N> | null
  /** Forgets error and data. */
  readonly reset: () => void
}

/** One action: while it runs it cannot be set off again, and how it ended stays to be read. */
export function useOperation<N extends OperationName>(name: N): OperationState<N> {
  const client = useClient()
  const [ended, setEnded] = useState<Ended<N>>(notEnded)
  const [busy, setBusy] = useState(false)
  // A second tap may come before the first one has been drawn.
  const running = useRef(false)
  const run = useCallback(
    async (input: Sent<N>) => {
      if (running.current) return null
      running.current = true
      setBusy(true)
      setEnded(notEnded)
      try {
        const outcome = await endOf(client, name, input)
        setEnded(outcome)
        return outcome.data
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [client, name],
  )
  const reset = useCallback(() => setEnded(notEnded), [])
  return { run, busy, ...ended, reset }
}
