import { type ReactNode, useEffect, useState } from 'react'
import type { ClientError } from '../../src/index.ts'
import { Button } from '../ui/Button.tsx'
import { clockText } from '../ui/Clock.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Reason } from './messages/refusals.ts'
import type { CommonMessages } from './messages/vocabulary.ts'
import { useCommonWords } from './words.ts'

interface Props {
  readonly error: ClientError
  readonly onRetry?: () => void
  /** What else helps here. */
  readonly children?: ReactNode
}

/** What happened, what is safe, and when and how to go on. */
export function Refusal({ error, onRetry, children }: Props) {
  const { t } = useCommonWords()
  const waitMs = useWait(error)
  const retry = onRetry !== undefined && (
    <Button disabled={waitMs > 0} onClick={onRetry}>
      {t.retry}
    </Button>
  )
  return (
    <Notice tone="wrong" {...(retry !== false && { actions: retry })}>
      <p>
        {refusalText(error, t)}
        {error.incident !== undefined && <small> ({error.incident})</small>}
      </p>
      {waitMs > 0 && <p className="tabular">{t.retryIn(clockText(waitMs + 999))}</p>}
      {children}
    </Notice>
  )
}

function refusalText({ reason, code }: Pick<ClientError, 'reason' | 'code'>, t: CommonMessages): string {
  return reasonText(reason, t) ?? t.errors[code]
}

/** Null for a reason that only a newer app knows. */
export function reasonText(reason: string | undefined | null, t: CommonMessages): string | null {
  return t.reasons[reason as Reason] ?? null
}

/** Milliseconds until it makes sense to try again. */
function useWait(error: ClientError): number {
  const [ends, setEnds] = useState({ error, at: performance.now() + (error.retryAfterMs ?? 0) })
  const [now, setNow] = useState(() => performance.now())
  if (ends.error !== error) setEnds({ error, at: performance.now() + (error.retryAfterMs ?? 0) })
  const waiting = ends.at > now
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [waiting])
  return Math.max(0, ends.at - now)
}
