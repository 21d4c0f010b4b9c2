import { useEffect, useState } from 'react'
import { useClient, useQuery } from '../../../../src/react.ts'
import { momentHere } from '../../../common/format.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Link } from '../../parts/Link.tsx'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { Said } from '../profile/Said.tsx'
import type { Delivery, Webhook } from './managed.ts'
import { useWebhookWords } from './words.ts'

interface Props {
  readonly venueId: string
  readonly webhook: Webhook
}

const unsettled: ReadonlySet<Delivery['state']> = new Set(['pending', 'sending'])
/** While something is under way it is asked for again this often. */
const everyMs = 5000

/** What it was told of late, the newest first; each can be sent once more. */
export function DeliveryLog({ venueId, webhook: { webhookId, state } }: Props) {
  const { t } = useWords()
  const w = useWebhookWords()
  const { call } = useClient()
  const { data, error, reload } = useQuery('webhook.log', { venueId, webhookId })
  const { busy, error: refused, run } = useAction()
  const [said, say] = useState<string | null>(null)
  const deliveries = data?.deliveries ?? []
  const isMoving = deliveries.some((delivery) => unsettled.has(delivery.state))
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(reload, everyMs)
    return () => clearInterval(timer)
  }, [isMoving, reload])

  const resend = ({ deliveryId }: Delivery) =>
    run(async () => {
      say(null)
      await call('webhook.resend', { venueId, webhookId, deliveryId })
      say(w.resent)
      reload()
    })

  return (
    <div className="webhook-log">
      <Problem error={error ?? refused} meanings={{ webhook_off: w.offHint }} />
      {data === null && error === null && <Skeleton of="lines" count={4} label={t.loading} />}
      {data === null && error !== null && <Button onClick={reload}>{t.retry}</Button>}
      {data !== null && deliveries.length === 0 && <p className="soft">{w.noLog}</p>}
      <Said>{said}</Said>
      <ul>
        {deliveries.map((delivery) => (
          <Line
            key={delivery.deliveryId}
            delivery={delivery}
            busy={busy}
            onResend={state === 'on' && !unsettled.has(delivery.state) ? () => resend(delivery) : null}
          />
        ))}
      </ul>
    </div>
  )
}

interface LineProps {
  readonly delivery: Delivery
  readonly busy: boolean
  /** Null: not now. */
  readonly onResend: (() => void) | null
}

/** How a try failed, as the logs and the metrics call it. */
function Line({ delivery, busy, onResend }: LineProps) {
  const { language } = useWords()
  const w = useWebhookWords()
  const { kind, reservationId, at, state, status, why, tries, nextTryAt } = delivery
  const when = momentHere(at, language)
  return (
    <li>
      <div>
        <p>
          <Link to={`/bookings/${reservationId}`}>{w.kinds[kind]}</Link>
        </p>
        <p className="soft tabular">
          <time dateTime={at}>{when}</time>
        </p>
        <p className={`soft tabular webhook-end ${state}`}>
          <span>{w.states[state]}</span>
          {/* The answer says it already where there was one. */}
          {status !== null ? <span>{w.status(status)}</span> : why !== null && <code>{why}</code>}
          {tries > 0 && <span>{w.tries(tries)}</span>}
          {nextTryAt !== null && tries > 0 && <span>{w.next(momentHere(nextTryAt, language))}</span>}
        </p>
      </div>
      {onResend !== null && (
        <Button busy={busy} aria-label={w.resendNamed(w.kinds[kind], when)} onClick={onResend}>
          {w.resend}
        </Button>
      )}
    </li>
  )
}
