import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { messages } from './messages.ts'
import { Crash } from './parts/Crash.tsx'
import { HeldStrip } from './parts/HeldStrip.tsx'
import { OfflineNotice } from './parts/OfflineNotice.tsx'
import { SessionNotice } from './parts/SessionNotice.tsx'
import { TopLine } from './parts/TopLine.tsx'
import { useIsTold } from './push/device.ts'
import { Routes } from './Routes.tsx'
import { usePlace } from './router.ts'
import { AnswersContext, useAnswersOfThisVisit } from './state/answers.ts'
import { MineContext, useOwnReservations } from './state/mine.ts'
import { firstLanguage, keepLanguage, useWords, WordsContext } from './words.ts'

const KeepTold = lazy(async () => ({ default: (await import('./push/KeepTold.tsx')).KeepTold }))

export function App() {
  const answers = useAnswersOfThisVisit()
  return (
    <Language>
      <AnswersContext.Provider value={answers}>
        <Mine>
          <Page />
          <Told />
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

/** Only where somebody is told here, and after the page itself. */
function Told() {
  return useIsTold() ? (
    <Suspense fallback={null}>
      <KeepTold />
    </Suspense>
  ) : null
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
