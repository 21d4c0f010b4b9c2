import { useClock } from '../../../src/react.ts'
import { clockText } from '../../ui/Clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../words.ts'
import { leftOf, type Queued } from './order.ts'

/** From here on a target is short, which the shape says too. */
const shortMs = 60_000

/** How long there is still to answer: a ring that empties, then a triangle and how long it is past. */
export function Target({ item }: { item: Pick<Queued, 'dueAt' | 'waitingSince' | 'awaits'> }) {
  const { t } = useWords()
  const now = useClock()
  const left = leftOf(item, now)
  if (item.waitingSince === null || item.awaits === null) return null
  if (left === null) return <span className="target soft">{t.queue.closed}</span>
  const isLate = left <= 0
  const text = clockText(isLate ? -left : left + 999)
  return (
    <span className={isLate ? 'target late' : left < shortMs ? 'target short' : 'target'}>
      {isLate ? <Icon name="warn" size={14} /> : <Ring part={part(item, left)} />}
      <span className="tabular">
        <span aria-hidden="true">{isLate ? `+${text}` : text}</span>
        <span className="unseen">{isLate ? t.queue.late(text) : t.queue.left(text)}</span>
      </span>{' '}
      <span className="target-word">{t.queue.awaits[item.awaits]}</span>
    </span>
  )
}

function part({ waitingSince, dueAt }: Pick<Queued, 'dueAt' | 'waitingSince'>, left: number): number {
  const whole = Date.parse(dueAt ?? '') - Date.parse(waitingSince ?? '')
  return whole > 0 ? Math.min(1, left / whole) : 0
}

const round = 2 * Math.PI * 5

function Ring({ part: full }: { part: number }) {
  return (
    <svg className="icon" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      <circle cx="7" cy="7" r="5" fill="none" stroke="var(--line)" strokeWidth="2.5" />
      <circle
        cx="7"
        cy="7"
        r="5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeDasharray={`${full * round} ${round}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
