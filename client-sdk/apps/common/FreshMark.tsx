import type { FeedSnapshot } from '../../src/index.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { timeHere } from './format.ts'
import { useCommonWords } from './words.ts'

/** `live · catching up · not fresh since 20:14`. */
export function FreshMark({ feed }: { feed: Pick<FeedSnapshot<unknown>, 'status' | 'provenAt'> }) {
  const { t, language } = useCommonWords()
  const { status, provenAt } = feed
  const stale = () => t.freshness.stale(provenAt === null ? null : timeHere(provenAt, language))
  return <Freshness status={status} word={status === 'stale' ? stale() : t.freshness[status]} />
}
