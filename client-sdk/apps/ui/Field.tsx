import { type ReactNode, useId } from 'react'

/** What ties the control to its label, its hint and what is wrong with it. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-invalid': boolean | undefined
  readonly 'aria-describedby': string | undefined
}

interface Props {
  readonly label: ReactNode
  /** A word beside the label: "optional". */
  readonly note?: string
  readonly hint?: ReactNode
  /** What is wrong, in plain words; null or absent: nothing. */
  readonly error?: string | null | undefined
  /** The control: an `input`, `select` or `textarea` that spreads what it is given. */
  readonly children: (control: ControlProps) => ReactNode
}

/** A label, a control, and below it a hint or what is wrong: the place for either is one and the same. */
export function Field({ label, note, hint, error = null, children }: Props) {
  const id = useId()
  const below = error ?? hint
  const described = below === undefined || below === null ? undefined : `${id}-note`
  return (
    <div className={error === null ? 'field' : 'field wrong'}>
      <label htmlFor={id}>
        {label}
        {note !== undefined && <small> {note}</small>}
      </label>
      {children({ id, 'aria-invalid': error !== null || undefined, 'aria-describedby': described })}
      {described !== undefined && (
        <p id={described} className="field-note" role={error === null ? undefined : 'alert'}>
          {error !== null && <span aria-hidden="true">▲ </span>}
          {below}
        </p>
      )}
    </div>
  )
}
