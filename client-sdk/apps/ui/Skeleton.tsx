interface Props {
  /** What is to come: times, lines of text, cards in a list, or one picture. */
  readonly of: 'slots' | 'lines' | 'cards' | 'picture'
  readonly count?: number
  /** Said to who listens. */
  readonly label: string
}

/** Where what is loading will stand, in its size: nothing jumps when it comes. */
export function Skeleton({ of, count = 1, label }: Props) {
  return (
    <div className={`skeleton ${of}`} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, n) => (
        <span key={n} />
      ))}
    </div>
  )
}
