import { type ReactNode, useEffect, useRef } from 'react'
import { movesSoFar } from '../router.ts'

interface Props {
  /** Of the tab. */
  readonly title: string
  /** When it becomes another, the page has become another: it is read out again. */
  readonly about?: string
  readonly className?: string
  readonly children: ReactNode
}

/** How often one had gone somewhere when a heading was read out last; null before the first page is there. */
let readAt: number | null = null

/** What a page is about. Whoever comes from another page, or sees this one change, goes on from here by ear or keyboard. */
export function Heading({ title, about = '', className, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title === 'Couvert' ? title : `${title} · Couvert`
  }, [title])
  useEffect(() => {
    const cameFromElsewhere = readAt !== movesSoFar()
    // Going back leads to where one was on a page; what changes in place is shown from its top.
    if (readAt !== null) heading.current?.focus({ preventScroll: cameFromElsewhere })
    readAt = movesSoFar()
  }, [about])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  )
}
