import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useWords } from '../words.ts'

interface Props {
  /** The colleague. */
  readonly who: string
  readonly onAnyway: () => void
  readonly onTake: () => void
  readonly onClose: () => void
}

/** "Kim has this conversation: answer anyway?" */
export function TakenSheet({ who, onAnyway, onTake, onClose }: Props) {
  const { t } = useWords()
  return (
    <Sheet title={t.thread.taken(who)} closeWord={t.close} onClose={onClose}>
      <p>{t.thread.takenQuestion}</p>
      <div className="actions">
        <Button kind="main" onClick={onTake}>
          {t.thread.takeFirst}
        </Button>
        <Button onClick={onAnyway}>{t.thread.answerAnyway}</Button>
        <Button kind="plain" onClick={onClose}>
          {t.thread.notNow}
        </Button>
      </div>
    </Sheet>
  )
}
