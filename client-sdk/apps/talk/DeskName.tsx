import { VenueName } from '../common/VenueName.tsx'
import type { Desk } from './useDesk.ts'
import { useTalkWords } from './words.ts'

/** In the reader's script, where the desk has a name in it. */
export function DeskName({ desk }: { desk: Desk | null }) {
  const w = useTalkWords()
  return desk === null ? <span className="serif">{w.desk}</span> : <VenueName venue={desk} />
}
