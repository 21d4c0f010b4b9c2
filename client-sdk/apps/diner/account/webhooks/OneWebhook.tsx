import { useId, useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { momentHere } from '../../../common/format.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import type { Webhook } from './managed.ts'
import { useWebhookWords } from './words.ts'

interface Props {
  readonly venueId: string
  readonly webhook: Webhook
  readonly onChanged: (words: string) => void
  readonly onRemoved: () => void
}

/** An address, how it fares, what it is told of, and its log. */
export function OneWebhook({ venueId, webhook, onChanged, onRemoved }: Props) {
  const { webhookId, url, kinds, state } = webhook
  const w = useWebhookWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [isSure, setSure] = useState(false)
  const [open, setOpen] = useState(false)
  const named = useId()
  const all = Object.keys(w.kinds).length

  const turn = (to: Webhook['state']) =>
    run(async () => {
      await call('webhook.change', { venueId, webhookId, state: to })
      onChanged(to === 'on' ? w.switchedOn : w.switchedOff)
    })

  function remove(): void {
    if (!isSure) return setSure(true)
    run(async () => {
      await call('webhook.remove', { venueId, webhookId })
      onRemoved()
    })
  }

  return (
    <li className="webhook">
      <p>
        <code id={named}>{url}</code>
      </p>
      <How webhook={webhook} />
      <p className="soft">{kinds.length === all ? w.toldOfAll : kinds.map((kind) => w.kinds[kind]).join(' · ')}</p>
      <Problem error={error} />
      <div className="actions">
        <Button
          kind={state === 'off' ? 'main' : 'quiet'}
          busy={busy}
          aria-describedby={named}
          onClick={() => turn(state === 'off' ? 'on' : 'off')}
        >
          {state === 'off' ? w.switchOn : w.switchOff}
        </Button>
        <Button aria-describedby={named} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? w.hideLog : w.showLog}
        </Button>
        <Button kind={isSure ? 'grave' : 'plain'} busy={busy} aria-describedby={named} onClick={remove}>
          {isSure ? w.removeSure : w.remove}
        </Button>
      </div>
      {open && <DeliveryLog venueId={venueId} webhook={webhook} />}
    </li>
  )
}

/** Whether it is told, and why not: shape and word. */
function How({ webhook: { state, offReason, failures, failingSince } }: { webhook: Webhook }) {
  const { language } = useWords()
  const w = useWebhookWords()
  if (state === 'off') {
    return (
      <>
        <p className="webhook-state off">
          <Icon name={offReason === 'by_hand' ? 'dash' : 'warn'} size={13} /> {w.off[offReason ?? 'by_hand']}
        </p>
        <p className="soft">{w.offHint}</p>
      </>
    )
  }
  if (failures > 0 && failingSince !== null) {
    return (
      <p className="webhook-state failing">
        <Icon name="warn" size={13} /> {w.failing(failures, momentHere(failingSince, language))}
      </p>
    )
  }
  return (
    <p className="webhook-state on">
      <Icon name="check" size={13} /> {w.on}
    </p>
  )
}
