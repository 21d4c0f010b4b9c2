import { Icon } from '../../ui/Icon.tsx'
import type { Distinction as Kind } from '../messages/vocabulary/finding.ts'
import { useWords } from '../words.ts'

const stars: Partial<Record<Kind, number>> = { three_stars: 3, two_stars: 2, one_star: 1 }

/** What a guide gave: by shape, and by its name. */
export function Distinction({ of }: { of: Kind | null }) {
  const { t } = useWords()
  if (of === null) return null
  return (
    <span className="distinction">
      <DistinctionSign of={of} /> {t.venue.distinctions[of]}
    </span>
  )
}

export function DistinctionSign({ of }: { of: Kind }) {
  return (
    <span className="distinction-sign">
      {Array.from({ length: stars[of] ?? 1 }, (_, n) => (
        <Icon key={n} name={of in stars ? 'star' : of === 'bib_gourmand' ? 'dish' : 'check'} size={13} />
      ))}
    </span>
  )
}
