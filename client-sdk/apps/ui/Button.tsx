import type { ComponentPropsWithRef, MouseEvent } from 'react'

export type ButtonKind = 'main' | 'quiet' | 'grave' | 'plain'

interface Props extends Omit<ComponentPropsWithRef<'button'>, 'className'> {
  /** The one thing to do here, something else, something that cannot be undone, or a word to press. @default 'quiet' */
  readonly kind?: ButtonKind
  /** What it set off is under way: it keeps its place and the focus, and does nothing a second time. */
  readonly busy?: boolean
  /** As wide as what it stands in. */
  readonly wide?: boolean
}

export function Button({ kind = 'quiet', busy = false, wide = false, onClick, children, ...rest }: Props) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // Also holds back what the browser would do by itself: send a form twice.
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      className={`button ${kind}${wide ? ' wide' : ''}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={press}
    >
      {children}
    </button>
  )
}
