import type { FeedSnapshot } from '../../../src/index.ts'
import { timeHere } from '../format.ts'
import { useWords } from '../words.ts'

const shapes = { live: '●', 'catching-up': '◐', stale: '○' } as const

/** Whether what is shown is proven to be so now. */
export function Freshness({ feed }: { feed: Pick<FeedSnapshot<unknown>, 'status' | 'provenAt'> }) {
  const { t, language } = useWords()
  const { status, provenAt } = feed
  const word =
    status === 'stale'
      ? t.freshness.stale(provenAt === null ? null : timeHere(provenAt, language))
      : t.freshness[status]
  return (
    <p className={`freshness ${status}`} role="status">
      <span aria-hidden="true">{shapes[status]}</span> {word}
    </p>
  )
}
