import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { dateInFull, dayParts, daysBetween, shiftDate } from '../../common/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../words.ts'

interface Props {
  readonly today: string
  /** How far ahead one may book; null: without end. */
  readonly windowDays: number | null
  readonly date: string
  readonly onDate: (date: string) => void
}

/** The days, side by side: a finger draws them, arrow keys walk them. */
export function Days({ today, windowDays, date, onDate }: Props) {
  const { t, language } = useWords()
  const name = useId()
  const strip = useRef<HTMLDivElement>(null)
  const chosen = useRef<HTMLLabelElement>(null)
  const ahead = daysBetween(today, date)
  const shown = Math.max(ahead + 1, Math.min(Math.max(21, ahead + 14), (windowDays ?? 365) + 1))
  const dates = Array.from({ length: shown }, (_, n) => shiftDate(today, n))
  const last = windowDays === null ? null : shiftDate(today, windowDays)

  const bringIntoSight = () => {
    if (strip.current === null || chosen.current === null) return
    const { offsetLeft, offsetWidth } = chosen.current
    strip.current.scrollLeft = offsetLeft - (strip.current.clientWidth - offsetWidth) / 2
  }
  // Once before it is painted, and once when a sheet that it stands in has opened.
  useLayoutEffect(bringIntoSight, [date])
  useEffect(bringIntoSight, [date])

  return (
    <fieldset className="days">
      <legend className="unseen">{t.picker.days}</legend>
      <Step word={t.picker.dayBefore} sign="left" off={date <= today} onStep={() => onDate(shiftDate(date, -1))} />
      <div className="days-strip" ref={strip}>
        {dates.map((day) => {
          const { weekday, day: number, month } = dayParts(day, language)
          return (
            <label key={day} className="day" ref={day === date ? chosen : null}>
              <input
                type="radio"
                name={name}
                checked={day === date}
                aria-label={dateInFull(day, language)}
                onChange={() => onDate(day)}
              />
              <span aria-hidden="true" className="day-face">
                <span>{day === today ? t.picker.today : weekday}</span>
                <strong>{number}</strong>
                <span>{day === today || number === '1' || day === date ? month : ''}</span>
              </span>
            </label>
          )
        })}
      </div>
      <Step
        word={t.picker.dayAfter}
        sign="right"
        off={last !== null && date >= last}
        onStep={() => onDate(shiftDate(date, 1))}
      />
    </fieldset>
  )
}

function Step(props: { word: string; sign: 'left' | 'right'; off: boolean; onStep: () => void }) {
  const { word, sign, off, onStep } = props
  return (
    <button type="button" className="day-step" aria-label={word} title={word} disabled={off} onClick={onStep}>
      <Icon name={sign} />
    </button>
  )
}
