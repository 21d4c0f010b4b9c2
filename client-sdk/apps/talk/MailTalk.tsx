import { useState } from 'react'
import type { Output } from '../../src/index.ts'
import { useClient } from '../../src/react.ts'
import { Refusal } from '../common/Refusal.tsx'
import { useAction } from '../common/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { useTalkWords } from './words.ts'

/** What was said, by mail to the guest: whoever presses chooses no address. */
export function MailTalk({ conversationId }: { conversationId: string }) {
  const w = useTalkWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [sent, setSent] = useState<Output<'conversation.mail'> | null>(null)
  const mailIt = async () => {
    setSent(null)
    setSent(await call('conversation.mail', { conversationId }))
  }
  return (
    <>
      <Button kind="plain" busy={busy} onClick={() => run(mailIt)}>
        {w.mailAll}
      </Button>
      <p className="soft" role="status">
        {sent !== null && (sent.to === null ? w.mailed : w.mailedTo(sent.to))}
      </p>
      {error !== null && <Refusal error={error} />}
    </>
  )
}
