import { type FormEvent, useRef, useState } from 'react'
import { Refusal } from '../../../common/Refusal.tsx'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../words.ts'
import { SpanFields } from './SpanFields.tsx'
import type { PartProps, Week } from './types.ts'
import { everyDay, isSpan, sameDaily, weekdays, withDay, zoneHere } from './week.ts'
import { usePreferenceWords } from './words.ts'

/** One night for all days, or each day its own. */
export function QuietHours({ value, onChange }: PartProps) {
  const { language } = useWords()
  const n = usePreferenceWords()
  const { busy, error, run } = useAction()
  const [week, setWeek] = useState(value.quiet)
  const [byDay, setByDay] = useState(!sameDaily(value.quiet))
  const [wrong, setWrong] = useState(false)
  const [saved, setSaved] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const here = zoneHere()

  function edit(next: Week): void {
    setWeek(next)
    setWrong(false)
    setSaved(false)
  }

  function save(event: FormEvent): void {
    event.preventDefault()
    if (!week.every(isSpan)) {
      setWrong(true)
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      return
    }
    run(async () => {
      // Whoever says when, says so by the clock in front of them.
      await onChange({ quiet: week, zone: value.zone ?? here })
      setSaved(true)
    })
  }

  return (
    <form ref={form} className="quiet" noValidate onSubmit={save} aria-labelledby="quiet">
      <div>
        <h3 id="quiet">{n.quiet}</h3>
        <p className="soft">{n.quietLead}</p>
        {value.zone === null && <p className="soft">{n.zoneOfVenue}</p>}
      </div>
      {byDay ? (
        weekdays(language).map((name, day) => (
          <SpanFields
            key={name}
            name={name}
            span={week[day] ?? null}
            onSpan={(span) => edit(withDay(week, day, span))}
          />
        ))
      ) : (
        <SpanFields name={n.everyNight} span={week[0] ?? null} onSpan={(span) => edit(everyDay(span))} />
      )}
      {wrong && (
        <p className="quiet-wrong" role="alert">
          <span aria-hidden="true">▲ </span>
          {n.badSpan}
        </p>
      )}
      {value.zone !== null && value.zone !== here && (
        <p>
          {n.zoneIs(value.zone)}{' '}
          <Button kind="plain" busy={busy} onClick={() => run(() => onChange({ zone: here }))}>
            {n.zoneHere(here)}
          </Button>
        </p>
      )}
      {error !== null && <Refusal error={error} />}
      <div className="actions">
        <Button type="submit" busy={busy}>
          {n.save}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            setByDay(!byDay)
            if (byDay) edit(everyDay(week[0] ?? null))
          }}
        >
          {byDay ? n.sameDaily : n.byDay}
        </Button>
        <p className="quiet-saved" role="status">
          {saved && (
            <>
              <Icon name="check" /> {n.saved}
            </>
          )}
        </p>
      </div>
    </form>
  )
}
