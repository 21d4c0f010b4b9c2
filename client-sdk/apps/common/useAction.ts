import { useCallback, useEffect, useRef, useState } from 'react'
import { ClientError } from '../../src/index.ts'

export interface Action {
  readonly busy: boolean
  /** It takes longer than one waits without a word. */
  readonly slow: boolean
  /** How it failed stays to be read, until it is set off again. */
  readonly error: ClientError | null
  /** Sets it off; while it runs, nothing happens. */
  readonly run: (work: () => Promise<void>) => void
  readonly clear: () => void
}

const slowMs = 3000
const idle = { busy: false, error: null } as const

/** Something a person sets off. */
export function useAction(): Action {
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: ClientError | null }>(idle)
  const running = useRef(false)
  const slow = useLasts(state.busy, slowMs)

  const run = useCallback((work: () => Promise<void>) => {
    if (running.current) return
    running.current = true
    setState({ busy: true, error: null })
    void work()
      .then(() => setState(idle))
      .catch((failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        setState({ busy: false, error: failure })
      })
      .finally(() => {
        running.current = false
      })
  }, [])
  return { ...state, slow, run, clear: useCallback(() => setState(idle), []) }
}

/** True once it has been so for so long. */
function useLasts(is: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!is) return
    const timer = setTimeout(() => setLasts(true), ms)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [is, ms])
  return lasts
}
