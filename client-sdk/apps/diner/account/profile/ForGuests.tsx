import type { ReactNode } from 'react'
import { Link } from '../../parts/Link.tsx'
import { Page } from '../Page.tsx'
import { useAccountWords } from '../words.ts'

/**
 * Somebody without an account asks for what only accounts have.
 *
 * @param children what they have all the same
 */
export function ForGuests({ children }: { children?: ReactNode }) {
  const { w } = useAccountWords()
  const after = `?${new URLSearchParams({ next: location.pathname })}`
  return (
    <Page title={w.account.forGuests} lead={w.account.forGuestsLead}>
      <p className="actions">
        <Link className="button main" to={`/login${after}`}>
          {w.login.title}
        </Link>
        <Link className="button quiet" to={`/register${after}`}>
          {w.register.title}
        </Link>
      </p>
      {children}
    </Page>
  )
}
