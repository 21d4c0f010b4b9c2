import type { Unsent as UnsentMessage } from '../../src/conversation.ts'
import { timeHere } from '../common/format.ts'
import { useCommonWords } from '../common/words.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SaidText } from './SaidText.tsx'
import { useTalkWords } from './words.ts'

interface Props {
  readonly unsent: UnsentMessage
  readonly onRetry: (id: string) => void
  readonly onDrop: (id: string) => void
}

const signs = { waiting: 'clock', sending: 'half', refused: 'warn' } as const

/** Something of one's own that is not among the messages yet, and what becomes of it. */
export function Unsent({ unsent, onRetry, onDrop }: Props) {
  const { t, language } = useCommonWords()
  const w = useTalkWords()
  const { id, text, at, state, error } = unsent
  return (
    <li className={`talk-said own unsent ${state}`}>
      <div className="talk-bubble">
        <SaidText text={text} />
      </div>
      <p className="talk-facts soft tabular">
        <time dateTime={new Date(at).toISOString()}>{timeHere(at, language)}</time>
        <span className="talk-mark">
          <Icon name={signs[state]} size={12} /> {w.marks[state]}
        </span>
      </p>
      {state === 'refused' && (
        <div className="talk-refused">
          {error !== null && <p>{t.errors[error.code]}</p>}
          <Button onClick={() => onRetry(id)}>{t.retry}</Button>
          <Button kind="plain" onClick={() => onDrop(id)}>
            {w.drop}
          </Button>
        </div>
      )}
    </li>
  )
}
