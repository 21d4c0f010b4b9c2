import { useState } from 'react'
import type { Output } from '../../../../src/index.ts'
import { useClient, useSession } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Link } from '../../parts/Link.tsx'
import { usePlace } from '../../router.ts'
import { Problem } from '../form/Problem.tsx'
import { Page } from '../Page.tsx'
import { useAccountWords } from '../words.ts'

interface Taken {
  readonly role: Output<'staff.accept'>['role']
  readonly venue: string | null
  readonly factorNeeded: boolean
}

/** `/staff#secret`: what the fragment says reaches the hub only when the invitation is accepted. */
export function StaffInvitation() {
  const { w } = useAccountWords()
  const { kind } = useSession()
  const { hash } = usePlace()
  const [taken, setTaken] = useState<Taken | null>(null)

  if (taken !== null) return <Accepted taken={taken} />
  if (!/^[0-9a-hjkmnp-tv-z]{26}$/.test(hash)) {
    return (
      <Page title={w.staff.title}>
        <Notice tone="wrong">{w.staff.broken}</Notice>
      </Page>
    )
  }
  return (
    <Page title={w.staff.title} lead={w.staff.lead}>
      {kind === 'account' ? <Accept secret={hash} onTaken={setTaken} /> : <LogInFirst secret={hash} />}
    </Page>
  )
}

function Accept({ secret, onTaken }: { secret: string; onTaken: (taken: Taken) => void }) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()

  async function accept(): Promise<void> {
    const { role, venueId } = await call('staff.accept', { secret })
    const [venue, profile] = await Promise.all([
      // Accepted it is; what is nice to know besides must not make it look otherwise.
      call('venue.get', { venueId }).catch(() => null),
      call('account.get', {}).catch(() => null),
    ])
    onTaken({ role, venue: venue?.name ?? null, factorNeeded: profile?.secondFactor === 'needed' })
  }

  return (
    <>
      <Problem error={error} meanings={{ wrong_code: w.errors.wrongInvitation }} />
      <Button kind="main" wide busy={busy} onClick={() => run(accept)}>
        {w.staff.accept}
      </Button>
    </>
  )
}

function LogInFirst({ secret }: { secret: string }) {
  const { w } = useAccountWords()
  const after = `?${new URLSearchParams({ next: '/staff' })}#${secret}`
  return (
    <>
      <p>{w.staff.needsAccount}</p>
      <p className="actions">
        <Link className="button main" to={`/login${after}`}>
          {w.login.title}
        </Link>
        <Link className="button quiet" to={`/register${after}`}>
          {w.register.title}
        </Link>
      </p>
    </>
  )
}

function Accepted({ taken: { role, venue, factorNeeded } }: { taken: Taken }) {
  const { w } = useAccountWords()
  return (
    <Page title={w.staff.done(w.staff.roles[role], venue)} lead={factorNeeded ? null : w.staff.doneLead}>
      {factorNeeded && (
        <Notice
          tone="warn"
          actions={
            <Link className="button main" to="/account#factor">
              {w.staff.toFactor}
            </Link>
          }
        >
          <p>{w.staff.factorNeeded}</p>
        </Notice>
      )}
    </Page>
  )
}
