import { type ReactNode, useState } from 'react'
import { useQuery } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useCommonWords } from '../../common/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Hit } from './HitText.tsx'
import { useSearchWords } from './words.ts'

interface Props {
  readonly query: string
  /** @default one's own conversations */
  readonly deskId?: string | undefined
  /** `next` of the page before. */
  readonly before?: string | undefined
  readonly row: (hit: Hit) => ReactNode
}

/** One page of what was found, the newest first; the next one below it when it is asked for. */
export function Found({ query, deskId, before, row }: Props) {
  const { t } = useCommonWords()
  const s = useSearchWords()
  const [further, setFurther] = useState(false)
  const { data, error, reload } = useQuery('message.search', {
    query,
    ...(deskId !== undefined && { deskId }),
    ...(before !== undefined && { before }),
  })
  const isFirst = before === undefined

  if (error !== null && error.code === 'invalid_input') return <p role="alert">{s.tooShort}</p>
  if (error !== null) return <Refusal error={error} onRetry={reload} />
  if (data === null) return <Skeleton of="lines" count={3} label={t.loading} />
  const { hits, next } = data
  if (hits.length === 0 && next === null && isFirst) {
    return (
      <div role="status">
        <Empty title={s.none}>
          <p>{s.noneHint}</p>
        </Empty>
      </div>
    )
  }
  return (
    <>
      <p className="soft" role="status">
        {hits.length > 0 ? s.found(hits.length) : next === null ? s.none : s.noneYet}
      </p>
      <ul className="lines">
        {hits.map((hit) => (
          <li key={hit.messageId}>{row(hit)}</li>
        ))}
      </ul>
      {next !== null && !further && <Button onClick={() => setFurther(true)}>{s.further}</Button>}
      {next !== null && further && <Found query={query} deskId={deskId} before={next} row={row} />}
    </>
  )
}
