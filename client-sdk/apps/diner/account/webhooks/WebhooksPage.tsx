import { useQuery, useSession } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Link } from '../../parts/Link.tsx'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { Page } from '../Page.tsx'
import { ForGuests } from '../profile/ForGuests.tsx'
import { AtRestaurant } from './AtRestaurant.tsx'
import { isManaged } from './managed.ts'
import './webhooks.css'
import { useWebhookWords } from './words.ts'

/** Of whoever is logged in; somebody else begins with nothing on the screen of the last. */
export function WebhooksPage() {
  const { kind, actor } = useSession()
  return kind === 'account' ? <Own key={actor} /> : <ForGuests />
}

/** What is told to the systems of each restaurant that one runs. */
function Own() {
  const { t } = useWords()
  const w = useWebhookWords()
  const { data, error, reload } = useQuery('staff.alerts', {})
  const managed = data?.restaurants.filter(isManaged) ?? []
  return (
    <Page title={w.title} lead={w.lead} wide>
      <Problem error={error} />
      {data === null && error === null && <Skeleton of="cards" count={2} label={t.loading} />}
      {data === null && error !== null && (
        <p>
          <Button onClick={reload}>{t.retry}</Button>
        </p>
      )}
      {data !== null && managed.length === 0 && (
        <Empty
          title={w.noRestaurant}
          actions={
            <Link className="button quiet" to="/account">
              {w.toAccount}
            </Link>
          }
        >
          <p>{w.noRestaurantHint}</p>
        </Empty>
      )}
      {managed.map((restaurant) => (
        <AtRestaurant key={restaurant.venueId} restaurant={restaurant} />
      ))}
      {managed.length > 0 && (
        <p className="account-else">
          <Link className="button plain" to="/account">
            {w.toAccount}
          </Link>
        </p>
      )}
    </Page>
  )
}
