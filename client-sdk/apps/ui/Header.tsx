import type { ReactNode } from 'react'

interface Props {
  /** The name, which leads home. */
  readonly home: ReactNode
  readonly label: string
  readonly children: ReactNode
}

/** The line at the top: the name, and the few places one goes to from everywhere. */
export function Header({ home, label, children }: Props) {
  return (
    <header className="top">
      <div className="top-line">
        {home}
        <nav aria-label={label}>{children}</nav>
      </div>
    </header>
  )
}
