import { useCallback, useState } from 'react'
import { ClientError } from '../../src/index.ts'

/** Something a person sets off: while it runs it cannot be set off again, and how it failed stays to be read. */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ClientError | null>(null)
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    void work()
      .catch((failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        setError(failure)
      })
      .finally(() => setBusy(false))
  }, [])
  return { busy, error, run, clear: useCallback(() => setError(null), []) }
}
