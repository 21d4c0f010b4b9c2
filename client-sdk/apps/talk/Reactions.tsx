import type { Message } from '../../src/conversation.ts'
import type { Reaction } from './messages.ts'
import { useTalkWords } from './words.ts'

export const signs: Readonly<Record<Reaction, string>> = {
  like: '👍',
  love: '❤️',
  laugh: '😄',
  wow: '😮',
  sad: '😢',
  thanks: '🙏',
}

/** What each person made of it. */
export function Reactions({ reactions }: Pick<Message, 'reactions'>) {
  const w = useTalkWords()
  if (reactions.length === 0) return null
  return (
    <p className="talk-reactions">
      {reactions.map(({ reaction }, n) => (
        <span key={n}>
          <span aria-hidden="true">{signs[reaction]}</span> <small>{w.reactions[reaction]}</small>
        </span>
      ))}
    </p>
  )
}
