import { type ReactNode, useEffect, useRef } from 'react'
import { movesSoFar } from '../router.ts'

interface Props {
  readonly title: string
  readonly lead?: ReactNode
  /** Beside the heading. */
  readonly aside?: ReactNode
  /** Two columns where there is room; without it one narrow one. */
  readonly wide?: boolean
  readonly children?: ReactNode
}

/** The page the app was opened with has its focus where the browser puts it. */
let isFirst = true

/** One screen, or one step of one. What is new is where a screen reader and the next key go on. */
export function Page({ title, lead, aside, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Couvert`
    if (!isFirst || movesSoFar() > 0) heading.current?.focus()
    isFirst = false
  }, [title])
  return (
    <div className={wide ? 'account wide' : 'account'}>
      <header className="account-head">
        <div>
          <h1 ref={heading} tabIndex={-1} className="serif">
            {title}
          </h1>
          {lead !== undefined && <p className="soft">{lead}</p>}
        </div>
        {aside}
      </header>
      {children}
    </div>
  )
}
