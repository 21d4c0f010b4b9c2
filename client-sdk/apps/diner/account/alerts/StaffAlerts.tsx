import { useEffect, useId, useRef, useState } from 'react'
import type { Output } from '../../../../src/index.ts'
import { useClient } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { VenueName } from '../../../common/VenueName.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Field } from '../../../ui/Field.tsx'
import { usePlace } from '../../router.ts'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { Said } from '../profile/Said.tsx'
import { useAccountWords } from '../words.ts'
import './alerts.css'
import { alertWords } from './words.ts'

type Restaurant = Output<'staff.alerts'>['restaurants'][number]
type Choice = Pick<Restaurant, 'email' | 'push' | 'app'>

/** How one is told of what guests do, at each restaurant where one works. What is chosen counts at once. */
export function StaffAlerts({ restaurants }: { restaurants: readonly Restaurant[] }) {
  const a = alertWords[useWords().language]
  const { hash } = usePlace()
  const part = useRef<HTMLDivElement>(null)
  // A mail leads here, and this part is the last to be there.
  useEffect(() => {
    if (hash === 'alerts') part.current?.scrollIntoView()
  }, [hash])
  return (
    <div ref={part} className="alerts reached">
      <Card heading={a.title}>
        <p className="soft">{a.lead}</p>
        {restaurants.map((restaurant) => (
          <AtOne key={restaurant.venueId} restaurant={restaurant} />
        ))}
      </Card>
    </div>
  )
}

function AtOne({ restaurant }: { restaurant: Restaurant }) {
  const { venueId } = restaurant
  const a = alertWords[useWords().language]
  const { w } = useAccountWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [choice, setChoice] = useState<Choice>(restaurant)
  const [said, say] = useState<string | null>(null)

  /** Shown at once; where it could not be said, it is again as it was. */
  function choose(change: Partial<Choice>): void {
    if (busy) return
    say(null)
    setChoice({ ...choice, ...change })
    run(async () => {
      try {
        setChoice(await call('staff.alerts.change', { venueId, ...change }))
      } catch (failure) {
        setChoice(choice)
        throw failure
      }
      say(w.account.saved)
    })
  }

  return (
    <fieldset aria-busy={busy}>
      <legend>
        <VenueName venue={restaurant} />
      </legend>
      <Field label={a.email}>
        {(control) => (
          <select
            {...control}
            value={choice.email}
            onChange={({ target }) => choose({ email: target.value as Choice['email'] })}
          >
            {Object.entries(a.paces).map(([pace, words]) => (
              <option key={pace} value={pace}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Tick label={a.push} hint={a.pushHint} checked={choice.push} onChange={(push) => choose({ push })} />
      <Tick label={a.app} checked={choice.app} onChange={(app) => choose({ app })} />
      <Problem error={error} />
      <Said>{said}</Said>
    </fieldset>
  )
}

interface TickProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function Tick({ label, hint, checked, onChange }: TickProps) {
  const id = useId()
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <small id={id}>{hint}</small>}
      </span>
    </label>
  )
}
