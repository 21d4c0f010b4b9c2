import type { ReactNode } from 'react'

interface Props {
  readonly title: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** Nothing is there: why, and where to go on. */
export function Empty({ title, actions, children }: Props) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  )
}
