import type { ReactNode } from 'react'
import type { Message } from '../../../src/conversation.ts'
import { SaidText } from '../../talk/SaidText.tsx'
import { Icon } from '../../ui/Icon.tsx'

interface Note {
  readonly key: string
  readonly at: string
  readonly by: string | null
  /** With whose it is said above it. */
  readonly shown: (heading: string) => ReactNode
}

/** What staff noted, among what was said; what is older than the first message that is shown comes with that. */
export function notesBetween(
  content: Readonly<Record<string, Message>> | null,
  messages: readonly Message[],
  hasOlder: boolean,
): readonly Note[] {
  const from = hasOlder ? (messages[0]?.at ?? '') : ''
  return Object.values(content ?? {})
    .filter(({ at, text }) => at >= from && text !== null)
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ seq, at, by, text }) => ({
      key: `note ${seq}`,
      at,
      by,
      shown: (heading) => (
        <li className="thread-note">
          <p className="thread-note-head">
            <Icon name="info" size={14} /> {heading}
          </p>
          <SaidText text={text ?? ''} />
        </li>
      ),
    }))
}
