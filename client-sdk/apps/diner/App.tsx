import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { messages } from './messages.ts'
import { Crash } from './parts/Crash.tsx'
import { HeldStrip } from './parts/HeldStrip.tsx'
import { OfflineNotice } from './parts/OfflineNotice.tsx'
import { SessionNotice } from './parts/SessionNotice.tsx'
import { TopLine } from './parts/TopLine.tsx'
import { Routes } from './Routes.tsx'
import { usePlace } from './router.ts'
import { AnswersContext, useAnswersOfThisVisit } from './state/answers.ts'
import { MineContext, useOwnReservations } from './state/mine.ts'
import { firstLanguage, keepLanguage, useWords, WordsContext } from './words.ts'

export function App() {
  const answers = useAnswersOfThisVisit()
  return (
    <Language>
      <AnswersContext.Provider value={answers}>
        <Mine>
          <Page />
        </Mine>
      </AnswersContext.Provider>
    </Language>
  )
}

function Language({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const words = useMemo(
    () => ({
      language,
      t: messages[language],
      setLanguage(next: typeof language) {
        keepLanguage(next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>
}

function Mine({ children }: { children: ReactNode }) {
  return <MineContext.Provider value={useOwnReservations()}>{children}</MineContext.Provider>
}

function Page() {
  const { t } = useWords()
  const { path } = usePlace()
  const main = useRef<HTMLElement>(null)
  return (
    <>
      <a
        className="skip"
        href="#page"
        onClick={(event) => {
          // What stands behind the `#` of an address is a secret here, not a place on the page.
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t.skip}
      </a>
      <TopLine />
      <HeldStrip />
      <OfflineNotice />
      <SessionNotice />
      <main id="page" ref={main} tabIndex={-1}>
        <Crash key={path}>
          <Routes />
        </Crash>
      </main>
    </>
  )
}
