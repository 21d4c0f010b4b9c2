import { Card } from '../../../ui/Card.tsx'
import { Link } from '../../parts/Link.tsx'
import { useWebhookWords } from './words.ts'

/** The way to them from the account of somebody who runs a restaurant. */
export function WebhooksCard() {
  const w = useWebhookWords()
  return (
    <Card heading={w.title}>
      <p className="soft">{w.lead}</p>
      <div className="actions">
        <Link className="button quiet" to="/account/webhooks">
          {w.open}
        </Link>
      </div>
    </Card>
  )
}
