import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { Crash } from '../common/Crash.tsx'
import { OfflineNotice } from '../common/OfflineNotice.tsx'
import { useChosenWords } from '../common/useChosenWords.ts'
import { CommonWordsContext } from '../common/words.ts'
import { messages } from './messages.ts'
import { HeldStrip } from './parts/HeldStrip.tsx'
import { SessionNotice } from './parts/SessionNotice.tsx'
import { TopLine } from './parts/TopLine.tsx'
import { useIsTold } from './push/device.ts'
import { Routes } from './Routes.tsx'
import { showInAddress, usePlace } from './router.ts'
import { AnswersContext, useAnswersOfThisVisit } from './state/answers.ts'
import { MineContext, useOwnReservations } from './state/mine.ts'
import { useWords, WordsContext } from './words.ts'

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
  const words = useChosenWords(messages, sayInAddress)
  return (
    <CommonWordsContext.Provider value={words}>
      <WordsContext.Provider value={words}>{children}</WordsContext.Provider>
    </CommonWordsContext.Provider>
  )
}

/** Where the address asks for a language it asks for this one from now on. */
function sayInAddress(lang: string): void {
  if (new URLSearchParams(location.search).has('lang')) showInAddress({ lang })
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
