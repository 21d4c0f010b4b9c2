import type { ComponentPropsWithRef } from 'react'

interface Props extends Omit<ComponentPropsWithRef<'button'>, 'className'> {
  /** Chosen or not; absent for a chip that only leads somewhere. */
  readonly chosen?: boolean
}

/** A small choice among others of its kind. */
export function Chip({ chosen, children, ...rest }: Props) {
  return (
    <button type="button" {...rest} className="chip" aria-pressed={chosen}>
      {children}
    </button>
  )
}
