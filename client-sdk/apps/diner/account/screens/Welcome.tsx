import { useEffect } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Link } from '../../parts/Link.tsx'
import { go } from '../../router.ts'
import { stands, useMine } from '../../state/mine.ts'
import { useWords } from '../../words.ts'
import { Page } from '../Page.tsx'
import { nextPath } from '../way.ts'
import { useAccountWords } from '../words.ts'
import { BroughtAlong } from './BroughtAlong.tsx'

interface Props {
  /** What the guest had who is logged in now. */
  readonly brought: number
  /** Where to go on. */
  readonly next?: string
  /** The account was made just now. */
  readonly isNew?: boolean
}

/** Logged in. Whoever was a guest sees that nothing was lost; whoever was not goes straight on. */
export function Welcome({ brought, next = nextPath('/account'), isNew = false }: Props) {
  const { w } = useAccountWords()
  const straightOn = brought === 0 && !isNew
  useEffect(() => {
    if (straightOn) go(next, { replace: true })
  }, [straightOn, next])
  if (straightOn) return <Waiting />
  return (
    <Page title={isNew ? w.welcome.title : w.welcome.back}>
      {brought === 0 ? <p>{w.welcome.nothing}</p> : <Along />}
      <p className="actions">
        <Link className="button main" to={next === '/account' ? '/' : next}>
          {next === '/account' ? w.welcome.toSearch : w.login.goOn}
        </Link>
        <Link className="button quiet" to="/account">
          {w.welcome.toProfile}
        </Link>
      </p>
    </Page>
  )
}

/** Proven by the account's own feed, not by what the guest's said. */
function Along() {
  const { t } = useWords()
  const { w } = useAccountWords()
  const { now } = useClient()
  const { list } = useMine()
  const standing = (list ?? []).filter((it) => stands(it, now()))
  if (standing.length === 0) {
    return (
      <>
        <p>{w.welcome.stillComing}</p>
        <Skeleton of="lines" count={2} label={t.loading} />
      </>
    )
  }
  return (
    <>
      <p>{w.welcome.cameAlong(standing.length)}</p>
      <BroughtAlong reservations={standing} />
    </>
  )
}

function Waiting() {
  const { t } = useWords()
  return (
    <div className="account">
      <Skeleton of="lines" count={3} label={t.loading} />
    </div>
  )
}
