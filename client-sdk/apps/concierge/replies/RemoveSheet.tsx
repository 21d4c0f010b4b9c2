import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'
import type { Reply } from './draft.ts'
import { useReplyWords } from './words.ts'

interface Props {
  readonly reply: Reply
  readonly onLeave: () => void
  readonly onDone: () => void
}

/** It cannot be undone, so it is asked once. */
export function RemoveSheet({ reply: { shortcut, title }, onLeave, onDone }: Props) {
  const { t } = useWords()
  const w = useReplyWords()
  const { call } = useClient()
  const { desk } = useAtDesk()
  const { busy, error, run } = useAction()
  const remove = () =>
    run(async () => {
      await call('canned.remove', { deskId: desk.deskId, shortcut })
      onDone()
    })
  return (
    <Sheet title={w.removeQuestion(title)} closeWord={t.close} onClose={onLeave}>
      <p>{w.removeHint}</p>
      {error !== null && <Refusal error={error} />}
      <div className="actions">
        <Button kind="grave" busy={busy} onClick={remove}>
          {w.remove}
        </Button>
        <Button kind="plain" onClick={onLeave}>
          {w.keep}
        </Button>
      </div>
    </Sheet>
  )
}
