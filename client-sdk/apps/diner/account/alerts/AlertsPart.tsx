import { lazy, Suspense } from 'react'
import { useQuery } from '../../../../src/react.ts'

const StaffAlerts = lazy(async () => ({ default: (await import('./StaffAlerts.tsx')).StaffAlerts }))

/** For those who work at a restaurant; for all others, and where nobody knows, nothing, not even its code. */
export function AlertsPart() {
  const { data } = useQuery('staff.alerts', {})
  if (data === null || data.restaurants.length === 0) return null
  return (
    <Suspense>
      <StaffAlerts restaurants={data.restaurants} />
    </Suspense>
  )
}
