import { useState } from 'react'
import type { Message } from '../../../src/conversation.ts'
import { useTalkWords } from './words.ts'

/** What the desk says while one is here is read out when there is a moment for it; what was there before is not. */
export function NewlySaid({ messages, name }: { messages: readonly Message[]; name: string }) {
  const w = useTalkWords()
  const newest = messages.findLast(({ side }) => side === 'desk')
  const [before] = useState(newest?.seq ?? 0)
  const isNew = newest !== undefined && newest.seq > before && newest.text !== null
  return (
    <p className="unseen" role="status">
      {isNew && w.said(name, newest.text ?? '')}
    </p>
  )
}
