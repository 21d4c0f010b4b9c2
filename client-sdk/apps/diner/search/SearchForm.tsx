import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { dateInWords, isEvening, shiftDate, todayHere } from '../../common/format.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../words.ts'
import type { SearchQuery } from './query.ts'

interface Props {
  readonly query: SearchQuery
  readonly onChange: (change: Partial<SearchQuery>) => void
}

const daysAhead = 30
const parties = Array.from({ length: 20 }, (_, n) => n + 1)

/** What, when, who. Everything counts as it is entered; there is nothing to send off. */
export function SearchForm({ query, onChange }: Props) {
  const { t, language } = useWords()
  const today = todayHere()
  const dates = Array.from({ length: daysAhead }, (_, n) => shiftDate(today, n + 1))
  const sizes = parties.includes(query.party) ? parties : [...parties, query.party]
  return (
    <form className="search-form" role="search" onSubmit={(event) => event.preventDefault()}>
      <What q={query.q} onQ={(q) => onChange({ q })} />
      <Field label={t.search.when}>
        {(control) => (
          <select {...control} value={query.date} onChange={({ target }) => onChange({ date: target.value })}>
            <option value="tonight">{isEvening() ? t.search.tonight : t.search.today}</option>
            {dates.map((date, n) => (
              <option key={date} value={date}>
                {n === 0 ? `${t.search.tomorrow} · ${dateInWords(date, language)}` : dateInWords(date, language)}
              </option>
            ))}
            {query.date !== 'tonight' && query.date !== 'any' && !dates.includes(query.date) && (
              <option value={query.date}>{dateInWords(query.date, language)}</option>
            )}
            <option value="any">{t.search.anyDay}</option>
          </select>
        )}
      </Field>
      <Field label={t.search.who}>
        {(control) => (
          <select {...control} value={query.party} onChange={({ target }) => onChange({ party: Number(target.value) })}>
            {sizes.map((n) => (
              <option key={n} value={n}>
                {t.guests(n)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </form>
  )
}

const pauseMs = 250

/** Typed letters stand at once; the search hears of them once the fingers rest. */
function What({ q, onQ }: { q: string; onQ: (q: string) => void }) {
  const { t } = useWords()
  const [text, setText] = useState(q)
  const [told, setTold] = useState(q)
  const input = useRef<HTMLInputElement>(null)
  const tell = useRef(onQ)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    tell.current = onQ
  })
  useSlash(() => input.current?.focus())
  if (q !== told) {
    // Changed from elsewhere: one went to another page and came back.
    setTold(q)
    setText(q)
  }
  const change = (next: string, pause: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setTold(next)
      tell.current(next)
    }, pause)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <div className="what">
      <Field label={t.search.what}>
        {(control) => (
          <input
            {...control}
            ref={input}
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            placeholder={t.search.whatHint}
            value={text}
            onChange={({ target, nativeEvent }) => {
              setText(target.value)
              change(whole(target.value, (nativeEvent as InputEvent).isComposing), pauseMs)
            }}
            onCompositionEnd={({ currentTarget }) => change(currentTarget.value, pauseMs)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) change(text, 0)
              if (event.key === 'ArrowDown') intoResults(event)
            }}
          />
        )}
      </Field>
      <Icon name="search" />
    </div>
  )
}

/** Without the letters of a syllable that is still being put together. */
function whole(text: string, composing: boolean): string {
  return composing ? text.replace(/[\u3131-\u3163a-z]+$/i, '') : text
}

/** Down leads from what is typed to what was found. */
function intoResults(event: KeyboardEvent): void {
  const first = document.querySelector<HTMLElement>('.venue-card a')
  if (first === null) return
  event.preventDefault()
  first.focus()
}

/** `/` leads to the search, wherever on the page one is. */
function useSlash(focus: () => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, select, textarea') !== null
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
