import { useState } from 'react'
import type { Message, Side } from '../../src/conversation.ts'
import { useTalkWords } from './words.ts'

interface Props {
  readonly messages: readonly Message[]
  /** The other side, and what it is called. */
  readonly from: Side
  readonly name: string
}

/** What the other side says while one is here is read out when there is a moment for it; what was there before is not. */
export function NewlySaid({ messages, from, name }: Props) {
  const w = useTalkWords()
  const newest = messages.findLast(({ side }) => side === from)
  const [before] = useState(newest?.seq ?? 0)
  const isNew = newest !== undefined && newest.seq > before && newest.text !== null
  return (
    <p className="unseen" role="status">
      {isNew && w.said(name, newest.text ?? '')}
    </p>
  )
}
