import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useClient, useSession } from '../../src/react.ts'
import { Booking } from './Booking.tsx'
import { messages } from './messages.ts'
import { Failure } from './parts/Failure.tsx'
import { Header } from './parts/Header.tsx'
import { Skeleton } from './parts/Skeleton.tsx'
import { useAction } from './useAction.ts'
import { useQuery } from './useQuery.ts'
import { useWords, WordsContext } from './words.ts'

export function App() {
  const [query, change] = useQuery()
  const words = useMemo(() => ({ language: query.lang, t: messages[query.lang] }), [query.lang])
  useEffect(() => {
    document.documentElement.lang = query.lang
    document.title = words.t.title
  }, [query.lang, words])

  return (
    <WordsContext.Provider value={words}>
      <Header language={query.lang} onLanguage={(lang) => change({ lang })} />
      <main>
        <Visit>
          <Booking query={query} onQuery={change} />
        </Visit>
      </main>
    </WordsContext.Provider>
  )
}

/** Everybody who comes has a session, so that the first tap can hold a table. */
function Visit({ children }: { children: ReactNode }) {
  const { session } = useClient()
  const { state } = useSession()
  const { error, run } = useAction()
  const [lost, setLost] = useState(false)
  const { t } = useWords()

  useEffect(() => {
    if (state === 'ended') setLost(true)
    if (state !== 'open') run(async () => void (await session.guest()))
  }, [state, session, run])

  if (error !== null && state !== 'open') {
    return <Failure error={error} onRetry={() => run(async () => void (await session.guest()))} />
  }
  return (
    <>
      {lost && <p className="notice">{t.sessionLost}</p>}
      {state === 'open' ? children : <Skeleton />}
    </>
  )
}
