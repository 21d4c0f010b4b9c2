import type { Message, Side } from '../../src/conversation.ts'
import { useClient } from '../../src/react.ts'
import { Refusal } from '../common/Refusal.tsx'
import { useAction } from '../common/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import type { Reaction } from './messages.ts'
import { signs } from './Reactions.tsx'
import { SaidChange } from './SaidChange.tsx'
import { useTalkWords } from './words.ts'

interface Props {
  readonly conversationId: string
  readonly message: Message
  /** On which one stands. */
  readonly side: Side
  readonly mayReact: boolean
  /** One said it oneself. */
  readonly isOwn: boolean
  readonly onReply: () => void
  readonly onDone: () => void
}

/** What can be done with something that was said. The reaction one has is taken back by choosing it again. */
export function SaidActions({ conversationId, message, side, mayReact, isOwn, onReply, onDone }: Props) {
  const w = useTalkWords()
  const { call } = useClient()
  const { error, run } = useAction()
  const own = message.reactions.find((it) => it.side === side)?.reaction
  const react = (reaction: Reaction) =>
    run(async () => {
      await call('message.react', { conversationId, seq: message.seq, reaction: reaction === own ? null : reaction })
      onDone()
    })
  return (
    <div className="talk-actions">
      <Button onClick={onReply}>{w.reply}</Button>
      {mayReact && (
        <div className="chips">
          {(Object.keys(signs) as Reaction[]).map((it) => (
            <Chip key={it} chosen={it === own} aria-label={w.react(w.reactions[it])} onClick={() => react(it)}>
              {signs[it]}
            </Chip>
          ))}
        </div>
      )}
      {isOwn && mayReact && <SaidChange conversationId={conversationId} message={message} onDone={onDone} />}
      {error !== null && <Refusal error={error} />}
    </div>
  )
}
