import { type ReactNode, useId } from 'react'

interface Props {
  readonly heading: ReactNode
  /** Said about the whole, opposite the heading. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of a page under a heading, parted by a hairline and air. */
export function Card({ heading, aside, children }: Props) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{heading}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
