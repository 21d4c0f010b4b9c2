import type { FeedEntry } from '../../../src/index.ts'
import { momentAt, timeAt } from '../../common/format.ts'
import type { Desk } from '../../talk/useDesk.ts'
import { useWords } from '../words.ts'
import { doorWords } from './doorWords.ts'

type About = Extract<FeedEntry<'conversation'>, { type: 'about' }>

interface DoorProps {
  readonly about: About
  readonly desk: Desk | null
  /** Somebody with an account is told by mail. */
  readonly hasAccount: boolean
}

/** Whether somebody answers now, and when: nothing is said of who is there where that is not known. */
export function DeskDoor({ about, desk, hasAccount }: DoorProps) {
  const { language } = useWords()
  const w = doorWords[language]
  const { open, opensAt, attended, answerSeconds } = about
  const minutes = Math.ceil(answerSeconds / 60)
  const nobody = hasAccount ? w.nobody : w.nobodyHere

  function whenOpen(): string {
    if (opensAt === null || desk === null) return w.closed
    const { zone } = desk.hours
    const isSoon = Date.parse(opensAt) - Date.now() < 12 * 3_600_000
    return w.opens(isSoon ? timeAt(opensAt, zone, language) : momentAt(opensAt, zone, language))
  }

  return <p className="soft">{open ? (attended === 'no' ? nobody : w.within(minutes)) : whenOpen()}</p>
}
