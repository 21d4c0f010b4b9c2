import { useId } from 'react'
import type { Span } from './types.ts'
import { isSpan, usualNight } from './week.ts'
import { usePreferenceWords } from './words.ts'

interface Props {
  /** Of which day. */
  readonly name: string
  readonly span: Span | null
  readonly onSpan: (span: Span | null) => void
}

/** Whether it is quiet, and from when to when. */
export function SpanFields({ name, span, onSpan }: Props) {
  const n = usePreferenceWords()
  const id = useId()
  const time = (field: keyof Span, label: string) =>
    span !== null && (
      <label className="quiet-time">
        <span>
          {label}
          <span className="unseen">, {name}</span>
        </span>
        <input
          type="time"
          value={span[field]}
          aria-invalid={!isSpan(span) || undefined}
          onChange={(event) => onSpan({ ...span, [field]: event.currentTarget.value })}
        />
      </label>
    )
  return (
    <div className="quiet-span">
      <label className="quiet-day" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={span !== null}
          onChange={(event) => onSpan(event.currentTarget.checked ? usualNight : null)}
        />
        {name}
      </label>
      {time('from', n.from)}
      {time('to', n.to)}
    </div>
  )
}
