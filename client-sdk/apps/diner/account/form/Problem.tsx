import type { ClientError, ClientErrorCode } from '../../../../src/index.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useWords } from '../../words.ts'
import { useAccountWords } from '../words.ts'

type Reason = 'bookings_stand' | 'log_in_again' | 'last_manager' | 'too_many' | 'webhook_off'

/** What a code means at this place, or a reason, where that is more than it means everywhere. */
type Meanings = Partial<Record<ClientErrorCode | Reason, string>>

/** What happened, what is safe, what to do next. Nothing where nothing happened. */
export function Problem({ error, meanings = {} }: { error: ClientError | null; meanings?: Meanings }) {
  const { t } = useWords()
  const { w } = useAccountWords()
  if (error === null) return null
  const { code, reason, retryAfterMs, incident } = error
  const known: Meanings = {
    wrong_code: w.errors.wrong_code,
    rate_limited: w.errors.rate_limited(retryAfterMs === undefined ? null : Math.ceil(retryAfterMs / 60_000)),
    ...meanings,
  }
  return (
    <Notice tone="wrong">
      <p>
        {known[reason as Reason] ?? known[code] ?? t.errors[code]}
        {incident !== undefined && <small> ({incident})</small>}
      </p>
    </Notice>
  )
}
