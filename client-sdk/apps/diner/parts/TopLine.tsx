import { useClock, useFeed, useSession } from '../../../src/react.ts'
import { LanguageSwitch } from '../../common/LanguageSwitch.tsx'
import { BellSign } from '../../common/notices/BellSign.tsx'
import { unreadIn } from '../../common/notices/notice.ts'
import { ThemeSwitch } from '../../common/ThemeSwitch.tsx'
import { Header } from '../../ui/Header.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePlace } from '../router.ts'
import { isHeld, useMine } from '../state/mine.ts'
import { useWords } from '../words.ts'
import { Link } from './Link.tsx'

/** The name, one's reservations, one's account, language and light. */
export function TopLine() {
  const { t } = useWords()
  const { path } = usePlace()
  const { kind } = useSession()
  const now = useClock()
  const holds = useMine().list?.some((it) => isHeld(it, now)) === true
  const account = kind === 'account' ? t.nav.account : t.nav.login
  return (
    <Header
      label={t.nav.label}
      home={
        <Link className="wordmark serif" to="/" aria-label={t.nav.home}>
          Couvert
        </Link>
      }
    >
      <Link className="top-link" to="/reservations" aria-current={path === '/reservations' ? 'page' : undefined}>
        <Icon name="ticket" size={18} />
        <span className="top-word">{t.nav.reservations}</span>
        {holds && (
          <span className="top-mark">
            <Icon name="diamond" size={10} />
            <span className="unseen">{t.states.held}</span>
          </span>
        )}
      </Link>
      <Bell />
      <Link
        className="top-link"
        to={kind === 'account' ? '/account' : '/login'}
        aria-current={path.startsWith('/account') || path.startsWith('/login') ? 'page' : undefined}
      >
        <Icon name="person" size={18} />
        <span className="top-word">{account}</span>
      </Link>
      <LanguageSwitch />
      <ThemeSwitch />
    </Header>
  )
}

/** For whoever has a session: what they were told, and how much of it they have not read. */
function Bell() {
  const { path } = usePlace()
  const { kind } = useSession()
  const { content } = useFeed('notices', kind === 'guest' || kind === 'account' ? {} : null)
  const list = Object.values(content ?? {})
  if (list.length === 0) return null
  return (
    <Link className="top-link" to="/notices" aria-current={path === '/notices' ? 'page' : undefined}>
      <BellSign unread={unreadIn(list)} />
    </Link>
  )
}
