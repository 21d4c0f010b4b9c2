import { useEffect, useState } from 'react'
import { useSession } from '../../../src/react.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { Link } from './Link.tsx'

/** Says so when a session ends by itself: whose holds are gone from sight, or who has to log in again. */
export function SessionNotice() {
  const { t } = useWords()
  const { state, kind } = useSession()
  const [last, setLast] = useState(kind)
  const [lost, setLost] = useState<typeof kind>(null)
  useEffect(() => {
    if (state === 'ended') setLost(last)
    if (state === 'open') setLast(kind)
    if (state === 'open' && kind === 'account') setLost(null)
  }, [state, kind, last])
  if (lost === null) return null
  return (
    <div className="page-notice">
      <Notice
        tone="warn"
        {...(lost === 'account' && {
          actions: (
            <Link className="button quiet" to={`/login?${new URLSearchParams({ next: location.pathname })}`}>
              {t.nav.login}
            </Link>
          ),
        })}
      >
        {lost === 'account' ? t.errors.session_ended : t.sessionLost}
      </Notice>
    </div>
  )
}
