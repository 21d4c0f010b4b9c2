import { Link } from '../../parts/Link.tsx'
import { Page } from '../Page.tsx'
import { nextPath } from '../way.ts'
import { useAccountWords } from '../words.ts'

/** Nothing to be done here by whoever is logged in. */
export function AlreadyIn() {
  const { w } = useAccountWords()
  return (
    <Page title={w.login.title} lead={w.login.alreadyIn}>
      <p>
        <Link className="button main" to={nextPath('/account')}>
          {w.login.goOn}
        </Link>
      </p>
    </Page>
  )
}
