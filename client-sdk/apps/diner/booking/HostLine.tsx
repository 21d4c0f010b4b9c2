import { useQuery } from '../../../src/react.ts'
import { useWords } from '../words.ts'
import { forWhomWords } from './forWhomWords.ts'

/** For whom a table is, where somebody else has booked it. Until that is known, and where it is not, nothing stands here. */
export function HostLine({ reservationId }: { reservationId: string }) {
  const { language } = useWords()
  const { data } = useQuery('reservation.host', { reservationId })
  if (data === null || data.host === null) return null
  return <p>{forWhomWords[language].host(data.host)}</p>
}
