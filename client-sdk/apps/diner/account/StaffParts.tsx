import { lazy, Suspense } from 'react'
import { useQuery } from '../../../src/react.ts'
import { isManaged } from './webhooks/managed.ts'

const StaffAlerts = lazy(async () => ({ default: (await import('./alerts/StaffAlerts.tsx')).StaffAlerts }))
const WebhooksCard = lazy(async () => ({ default: (await import('./webhooks/WebhooksCard.tsx')).WebhooksCard }))

/** For those who work at a restaurant; for all others, and where nobody knows, nothing, not even its code. */
export function StaffParts() {
  const { data } = useQuery('staff.alerts', {})
  if (data === null || data.restaurants.length === 0) return null
  return (
    <Suspense>
      <StaffAlerts restaurants={data.restaurants} />
      {data.restaurants.some(isManaged) && <WebhooksCard />}
    </Suspense>
  )
}
