import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import { dateInWords, momentHere, timeAt } from '../format.ts'
import { useCommonWords } from '../words.ts'
import { isCall, type Notice } from './notice.ts'
import { useToldWords } from './words.ts'
import './notices.css'

interface Props {
  readonly notice: Notice
  /** The restaurant, or the desk; nothing until its name is heard. */
  readonly where: ReactNode
  /** IANA, of the restaurant; null where none is known. */
  readonly zone: string | null
}

/** What somebody was told, as a line of a list says it. */
export function NoticeText({ notice, where, zone }: Props) {
  const { t, language } = useCommonWords()
  const w = useToldWords()
  const { kind, at, read } = notice
  const said = (!isCall(notice) && notice.by === 'restaurant' ? w.byRestaurant[kind] : undefined) ?? w.kinds[kind]
  return (
    <>
      <span className="notice-said">
        {!read && (
          <>
            <Icon name="dot" size={10} />
            <span className="unseen">{w.unread}</span>
          </>
        )}{' '}
        {said}
      </span>
      <span className="soft">{where}</span>
      {!isCall(notice) && (
        <span className="soft tabular">
          {dateInWords(notice.date, language)} {zone !== null && timeAt(notice.startsAt, zone, language)} ·{' '}
          {t.guests(notice.party)}
        </span>
      )}
      <time className="soft tabular notice-at" dateTime={at}>
        {momentHere(at, language)}
      </time>
    </>
  )
}
