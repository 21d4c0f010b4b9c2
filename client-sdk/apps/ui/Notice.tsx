import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'info' | 'good' | 'warn' | 'wrong'

const signs: Record<Tone, IconName> = { info: 'info', good: 'check', warn: 'warn', wrong: 'cross' }

interface Props {
  /** @default 'info' */
  readonly tone?: Tone
  readonly title?: ReactNode
  /** What to do next. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** What happened, what is safe, what to do next. Read out as it appears; what went wrong at once. */
export function Notice({ tone = 'info', title, actions, children }: Props) {
  return (
    <div className={`notice ${tone}`} role={tone === 'wrong' ? 'alert' : 'status'}>
      <Icon name={signs[tone]} />
      <div>
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
    </div>
  )
}
