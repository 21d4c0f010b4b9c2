import { type KeyboardEvent, useState } from 'react'
import type { ClientError, Output } from '../../../src/index.ts'
import { useClient, useQuery } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'

type Reply = Output<'canned.list'>['replies'][number]

/** What of it is shown. */
const most = 8

interface CannedState {
  readonly found: readonly Reply[]
  readonly at: number
  readonly error: ClientError | null
  readonly choose: (reply: Reply) => void
  readonly press: (event: KeyboardEvent) => boolean
}

interface Asked {
  readonly conversationId: string
  /** What stands behind the slash; null: nothing is asked for. */
  readonly asked: string | null
  readonly onText: (text: string) => void
}

/** What the desk says often, found by its shortcut or title and filled in for this guest. */
export function useCanned({ conversationId, asked, onText }: Asked): CannedState {
  const { call } = useClient()
  const { desk } = useAtDesk()
  const { data, error: unread } = useQuery('canned.list', asked === null ? null : { deskId: desk.deskId })
  const { error, run } = useAction()
  const [at, setAt] = useState(0)
  const wanted = (asked ?? '').toLowerCase()
  const found = (data?.replies ?? [])
    .filter(({ shortcut, title }) => shortcut.startsWith(wanted) || title.toLowerCase().includes(wanted))
    .slice(0, most)
  const choose = ({ shortcut }: Reply) =>
    run(async () => {
      const { text } = await call('canned.fill', { conversationId, shortcut })
      onText(text)
    })
  const press = (event: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const reply = found[Math.min(at, found.length - 1)]
    if (step !== undefined) setAt(Math.max(0, Math.min(found.length - 1, at + step)))
    else if ((event.key === 'Enter' || event.key === 'Tab') && reply !== undefined) choose(reply)
    else return false
    event.preventDefault()
    return true
  }
  return { found, at: Math.min(at, Math.max(0, found.length - 1)), error: error ?? unread, choose, press }
}

export function Canned({ found, at, error, choose }: CannedState) {
  const { t } = useWords()
  return (
    <div className="canned">
      <p className="soft">{found.length === 0 ? t.thread.noCanned : t.thread.canned}</p>
      <ul>
        {found.map((reply, n) => (
          <li key={reply.shortcut}>
            <button
              type="button"
              className="canned-line"
              aria-current={n === at ? 'true' : undefined}
              onClick={() => choose(reply)}
            >
              <kbd>/{reply.shortcut}</kbd> {reply.title}
            </button>
          </li>
        ))}
      </ul>
      {error !== null && <Refusal error={error} />}
    </div>
  )
}
