import { useEffect, useState } from 'react'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { clockText } from '../../../ui/Clock.tsx'
import { Problem } from '../form/Problem.tsx'
import type { Attempt } from '../kept.ts'
import { useAccountWords } from '../words.ts'

/** Mail takes a while; who asks again at once gets two codes of which one no longer counts. */
const pauseMs = 60_000

interface Props {
  readonly attempt: Attempt
  readonly onResend: (() => Promise<void>) | null
  readonly onOther: () => void
}

/** Nothing came: once more after a minute, or to another address. */
export function Resend({ attempt, onResend, onOther }: Props) {
  const { w } = useAccountWords()
  const { busy, error, run } = useAction()
  const [resent, setResent] = useState(false)
  const waitMs = useWait(attempt.attempt)
  return (
    <section className="resend">
      <p className="soft">{w.code.notThere}</p>
      <Problem error={error} />
      <p role="status">{resent && waitMs > 0 && w.code.resent}</p>
      <p className="actions">
        {onResend !== null && (
          <Button
            busy={busy}
            disabled={waitMs > 0}
            onClick={() =>
              run(async () => {
                await onResend()
                setResent(true)
              })
            }
          >
            <span className="tabular">{waitMs > 0 ? w.code.resendIn(clockText(waitMs + 999)) : w.code.resend}</span>
          </Button>
        )}
        <Button kind="plain" onClick={onOther}>
          {w.code.otherAddress}
        </Button>
      </p>
    </section>
  )
}

/** Milliseconds until it may be asked for again; anew with each attempt. */
function useWait(attempt: string): number {
  const [left, setLeft] = useState({ attempt, ms: pauseMs })
  useEffect(() => {
    const from = performance.now()
    const tick = () => setLeft({ attempt, ms: Math.max(0, from + pauseMs - performance.now()) })
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [attempt])
  return left.attempt === attempt ? left.ms : pauseMs
}
