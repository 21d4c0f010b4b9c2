import type { Output } from '../../../src/index.ts'
import { momentHere } from '../../common/format.ts'
import { useCommonWords } from '../../common/words.ts'
import { useTalkWords } from '../words.ts'
import { marked } from './marked.ts'
import { useSearchWords } from './words.ts'

export type Hit = Output<'message.search'>['hits'][number]

/** When something was said, by whom, and the part of it that was found. */
export function HitText({ hit, side }: { readonly hit: Hit; readonly side: Hit['side'] }) {
  const { language } = useCommonWords()
  const { you, desk } = useTalkWords()
  const s = useSearchWords()
  const guest = side === 'guest' ? you : s.guest
  const by = hit.type === 'note' ? s.note : hit.side === 'guest' ? guest : desk
  return (
    <>
      <time className="soft tabular" dateTime={hit.at}>
        {momentHere(hit.at, language)}
      </time>
      <span className="talk-hit-text">
        <span className="soft">{by}: </span>
        {marked(hit).map(({ text, found }, n) => (found ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>))}
      </span>
    </>
  )
}
