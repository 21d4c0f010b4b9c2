import { useClient, useQuery } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Button } from '../../ui/Button.tsx'
import { go } from '../router.ts'
import { useWords } from '../words.ts'
import './toDesk.css'

/** The way to a restaurant's own desk, where it has one. */
export function WriteToDesk({ venueId }: { venueId: string }) {
  const { language } = useWords()
  const w = useTalkWords()
  const { call, session } = useClient()
  const { busy, error, run } = useAction()
  const desk = useQuery('desk.get', { deskId: venueId })
  if (desk.data === null) return null
  const write = async () => {
    await session.guest()
    const { conversationId } = await call('conversation.open', { deskId: venueId, language })
    go(`/messages/${conversationId}`)
  }
  return (
    <div className="to-desk">
      <p className="soft">{w.writeHint}</p>
      <Button busy={busy} onClick={() => run(write)}>
        {w.write}
      </Button>
      {error !== null && <Refusal error={error} />}
    </div>
  )
}
