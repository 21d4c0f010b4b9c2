import { todayHere } from '../common/format.ts'
import { Refusal } from '../common/Refusal.tsx'
import { useAction } from '../common/useAction.ts'
import { useCommonWords } from '../common/words.ts'
import { Button } from '../ui/Button.tsx'
import { save } from './save.ts'
import { useFiles } from './useFiles.ts'
import { useTalkWords } from './words.ts'

/** What was said, to take along: in one's own language, at the times of one's own clock. */
export function SaveTalk({ conversationId }: { conversationId: string }) {
  const { language } = useCommonWords()
  const w = useTalkWords()
  const { transcript } = useFiles(conversationId)
  const { busy, error, run } = useAction()
  const saveIt = async () => {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
    save(await transcript({ language, zone }), `conversation-${todayHere()}.txt`)
  }
  return (
    <>
      <Button kind="plain" busy={busy} onClick={() => run(saveIt)}>
        {w.saveAll}
      </Button>
      {error !== null && <Refusal error={error} />}
    </>
  )
}
