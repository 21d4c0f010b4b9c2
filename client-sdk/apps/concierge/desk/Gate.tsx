import { type ReactNode, useEffect } from 'react'
import { useQuery, useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useWords } from '../words.ts'
import { DeskApp } from './DeskApp.tsx'

/** Logging in is the diner's app's: one form, one second factor, one session for both; then back to where one was. */
const login = `/login?${new URLSearchParams({ next: location.pathname })}`

/** The app for whoever works at a desk; everybody else is told what is missing. */
export function Gate() {
  const { t } = useWords()
  const { kind, actor } = useSession()
  const isThere = kind === 'account'
  const profile = useQuery('account.get', isThere ? {} : null)
  const mine = useQuery('desk.mine', isThere ? {} : null)
  const error = mine.error ?? profile.error

  if (!isThere) {
    return (
      <Alone title={t.gate.login} action={<A to={login}>{t.gate.login}</A>}>
        {t.gate.loginHint}
      </Alone>
    )
  }
  if (mine.data !== null && mine.data.desks.length > 0) return <DeskApp key={actor} mine={mine.data} />
  if (error !== null) return <Refusal error={error} onRetry={mine.reload} />
  if (mine.data === null || profile.data === null) {
    return (
      <main>
        <Skeleton of="lines" count={6} label={t.loading} />
      </main>
    )
  }
  if (profile.data.secondFactor === 'needed') {
    return (
      <Alone title={t.gate.factor} action={<A to="/account">{t.gate.account}</A>}>
        {t.gate.factorHint}
      </Alone>
    )
  }
  return (
    <Alone title={t.gate.noDesk} action={<A to="/account">{t.gate.account}</A>}>
      {t.gate.noDeskHint}
    </Alone>
  )
}

function Alone({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${t.title} · Couvert`
  }, [t])
  return (
    <main className="alone">
      <h1 className="serif">Couvert {t.title}</h1>
      <Empty title={title} actions={action}>
        <p>{children}</p>
      </Empty>
    </main>
  )
}

function A({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a className="button main" href={to}>
      {children}
    </a>
  )
}
