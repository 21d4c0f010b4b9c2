import { Icon } from './Icon.tsx'

interface Props {
  readonly leftMs: number
  /** From where it counts down, for the line below. */
  readonly wholeMs: number
  readonly label: string
  /** In words, for who listens; changes once a minute. */
  readonly spoken: string
  /** Shown when less than a minute is left. */
  readonly hurry: string
}

/** Counts down to an end that the hub has set. Promises no second that is not whole. */
export function Clock({ leftMs, wholeMs, label, spoken, hurry }: Props) {
  const short = leftMs < 60_000
  const part = wholeMs <= 0 ? 0 : Math.min(1, Math.max(0, leftMs / wholeMs))
  return (
    <div className={short ? 'clock short' : 'clock'}>
      <p className="clock-face" role="timer" aria-label={label}>
        {clockText(leftMs)}
      </p>
      <p className="clock-word">
        <Icon name={short ? 'warn' : 'clock'} /> {short ? hurry : label}
      </p>
      <div className="clock-line" aria-hidden="true">
        <span style={{ transform: `scaleX(${part.toFixed(4)})` }} />
      </div>
      <p className="unseen" aria-live="polite">
        {spoken}
      </p>
    </div>
  )
}

/** `4:05`, or `1:04:05` from an hour on. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
