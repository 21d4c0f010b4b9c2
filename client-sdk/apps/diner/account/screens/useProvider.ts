import { useState } from 'react'
import { ClientError } from '../../../../src/index.ts'
import { useClient } from '../../../../src/react.ts'
import { keepAttempt } from '../kept.ts'
import type { Provider } from '../messages/vocabulary.ts'

const all: readonly Provider[] = ['kakao', 'naver', 'google', 'facebook']

/** A login at a provider takes minutes, rarely more; the hub decides in the end. */
const attemptMs = 30 * 60_000

/** Leaves for a provider's own page; `/login/return` is where one comes back, to go on at `next`. */
export function useProvider(next: string) {
  const { call } = useClient()
  const [leaving, setLeaving] = useState<Provider | null>(null)
  const [error, setError] = useState<ClientError | null>(null)
  /** That this hub is not registered at, as it turned out. */
  const [missing, setMissing] = useState<readonly Provider[]>([])

  async function leaveFor(provider: Provider): Promise<void> {
    if (leaving !== null) return
    setLeaving(provider)
    setError(null)
    try {
      const { url, attempt } = await call('session.external.begin', { provider })
      keepAttempt('external', { attempt, until: Date.now() + attemptMs, next })
      location.assign(url)
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      setError(failure)
      setLeaving(null)
      if (failure.code === 'not_found') setMissing([...missing, provider])
    }
  }

  return {
    providers: all.filter((provider) => !missing.includes(provider)),
    leaving,
    error,
    leaveFor: (provider: Provider) => void leaveFor(provider),
  }
}
