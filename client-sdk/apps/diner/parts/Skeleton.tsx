import { useWords } from '../words.ts'

const places = Array.from({ length: 12 }, (_, n) => n)

/** Where the times will stand; nothing jumps when they come. */
export function Skeleton() {
  const { t } = useWords()
  return (
    <div className="slots skeleton" role="status" aria-label={t.loading}>
      {places.map((n) => (
        <span key={n} className="slot" />
      ))}
    </div>
  )
}
