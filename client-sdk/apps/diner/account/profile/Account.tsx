import { lazy, Suspense, useState } from 'react'
import { useClient, useQuery } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { TellMeCard } from '../../push/TellMe.tsx'
import { go } from '../../router.ts'
import { ToMessages } from '../../talk/ToMessages.tsx'
import { useWords } from '../../words.ts'
import { dayInWords } from '../devices.ts'
import { Problem } from '../form/Problem.tsx'
import { Page } from '../Page.tsx'
import { StaffParts } from '../StaffParts.tsx'
import { useAccountWords } from '../words.ts'
import { Data } from './Data.tsx'
import { Email } from './Email.tsx'
import { Erase } from './Erase.tsx'
import { Factor } from './Factor.tsx'
import { Notices } from './Notices.tsx'
import { Password } from './Password.tsx'
import { Profile } from './Profile.tsx'
import { Providers } from './Providers.tsx'
import type { PartProps, ProfileData } from './part.ts'
import { Sessions } from './Sessions.tsx'

const Companies = lazy(async () => ({ default: (await import('../companies/Companies.tsx')).Companies }))

/** Everything about oneself, on one page. */
export function Account() {
  const { t } = useWords()
  const { w, language } = useAccountWords()
  const { data, error, reload } = useQuery('account.get', {})
  /** What a change was answered with counts until the profile is read again. */
  const [changed, setChanged] = useState<{ readonly over: ProfileData | null; readonly to: ProfileData } | null>(null)
  /** Raised by what may have ended other sessions: the list is then asked for again. */
  const [round, setRound] = useState(0)
  const profile = changed !== null && changed.over === data ? changed.to : data
  if (profile === null) {
    return (
      <Page title={w.account.title}>
        <Problem error={error} />
        {error === null ? (
          <Skeleton of="cards" count={3} label={t.loading} />
        ) : (
          <Button onClick={reload}>{t.retry}</Button>
        )}
      </Page>
    )
  }
  const part: PartProps = {
    profile,
    onProfile: (to) => setChanged({ over: data, to }),
    onChanged() {
      reload()
      setRound(round + 1)
    },
  }
  return (
    <Page
      title={w.account.title}
      lead={`${profile.name} · ${w.account.since(dayInWords(profile.since, language))}`}
      aside={<Logout />}
      wide
    >
      <div className="account-parts">
        <div>
          <Profile {...part} />
          <Email {...part} />
          <Password {...part} />
          <Providers {...part} />
        </div>
        <div>
          <ToMessages />
          <Notices />
          <Factor {...part} />
          <TellMeCard />
          <Suspense>
            <Companies />
          </Suspense>
          <StaffParts />
          <Sessions key={round} />
          <Data />
          <Erase {...part} />
        </div>
      </div>
    </Page>
  )
}

function Logout() {
  const { w } = useAccountWords()
  const { session } = useClient()
  const { busy, run } = useAction()
  return (
    <Button
      busy={busy}
      onClick={() =>
        run(async () => {
          await session.logout()
          go('/login', { replace: true, state: { farewell: 'loggedOut' } })
        })
      }
    >
      {w.account.logout}
    </Button>
  )
}
