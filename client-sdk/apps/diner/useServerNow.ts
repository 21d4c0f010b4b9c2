import { useEffect, useState } from 'react'
import { useClient } from '../../src/react.ts'

/** The hub's clock, for counting down. */
export function useServerNow(everyMs: number): number {
  const client = useClient()
  const [now, setNow] = useState(() => client.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(client.now()), everyMs)
    return () => clearInterval(timer)
  }, [client, everyMs])
  return now
}
