import { type RefCallback, useCallback, useRef, useState } from 'react'
import { ClientError } from '../../src/index.ts'
import type { TalkState } from './talkState.ts'

export interface Earlier {
  readonly busy: boolean
  readonly failed: boolean
  readonly load: () => void
  /** Of what stands where there is more: coming near it brings it. */
  readonly mark: RefCallback<HTMLElement>
}

/** @param placed whether one stands where one begins to read: only then coming near means something */
export function useEarlier({ older }: Pick<TalkState, 'older'>, placed: boolean): Earlier {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const busy = useRef(false)
  const load = useCallback(() => {
    if (busy.current) return
    busy.current = true
    setState('busy')
    older()
      .then(() => setState('idle'))
      .catch((failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        setState('failed')
      })
      .finally(() => {
        busy.current = false
      })
  }, [older])
  const mark = useCallback(
    (element: HTMLElement) => {
      if (!placed) return undefined
      const near = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && load(), {
        rootMargin: '400px 0px',
      })
      near.observe(element)
      return () => near.disconnect()
    },
    [placed, load],
  )
  return { busy: state === 'busy', failed: state === 'failed', load, mark }
}
