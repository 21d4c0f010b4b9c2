import { useState } from 'react'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { copied } from '../state/clipboard.ts'
import { useWords } from '../words.ts'
import { ByHand } from './ByHand.tsx'

/** For whoever booked without an account: the way back to it from any device. The secret stays behind the `#`. */
export function ManageLink({ reservationId }: { reservationId: string }) {
  const { t } = useWords()
  const client = useClient()
  const { busy, error, run } = useAction()
  const [done, setDone] = useState<{ readonly copied: boolean; readonly address: string } | null>(null)

  async function copy(): Promise<void> {
    const { secret } = await client.call('reservation.link', { reservationId })
    const address = `${location.origin}/r/${reservationId}#${secret}`
    setDone({ copied: await copied(address), address })
  }

  return (
    <Card heading={t.ticket.link}>
      <p className="soft">{t.ticket.linkHint}</p>
      <div className="actions">
        <Button busy={busy} onClick={() => run(copy)}>
          <Icon name="link" /> {t.ticket.copyLink}
        </Button>
        <p role="status" className="soft">
          {done?.copied === true && t.ticket.copied}
        </p>
      </div>
      {done?.copied === false && <ByHand text={done.address} />}
      {error !== null && <Refusal error={error} />}
    </Card>
  )
}
