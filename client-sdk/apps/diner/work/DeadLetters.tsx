import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../src/index.ts'
import { useClient, useQuery } from '../../../src/react.ts'
import { momentHere } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useWords } from '../words.ts'
import type { DeadLetter } from './messages.ts'
import { useWorkWords } from './words.ts'

const keyOf = ({ place, deadLetterId }: DeadLetter) => `${place} ${deadLetterId}`

/** @param counts asked for again when they are others */
export function DeadLetters({ counts }: { counts: Output<'work.state'>['deadLetters'] }) {
  const w = useWorkWords()
  const { call } = useClient()
  const { data, last, error, reload } = useQuery('deadLetter.list', {})
  const { busy, error: refused, run } = useAction()
  const [done, setDone] = useState<{ readonly keys: ReadonlySet<string>; readonly said: string | null }>({
    keys: new Set(),
    said: null,
  })
  const part = useRef<HTMLElement>(null)
  const total = Object.values(counts).join()
  useEffect(() => reload(), [reload, total])

  function judge(how: 'retry' | 'drop', letter: DeadLetter): void {
    const { place, deadLetterId } = letter
    run(async () => {
      await call(`deadLetter.${how}`, { place, deadLetterId })
      setDone(({ keys }) => ({
        keys: new Set([...keys, keyOf(letter)]),
        said: how === 'retry' ? w.retried : w.dropped,
      }))
      // What was pressed is gone with its line; the focus stays here.
      part.current?.focus()
      reload()
    })
  }

  const list = (data ?? last)?.deadLetters.filter((letter) => !done.keys.has(keyOf(letter))) ?? []
  return (
    <section ref={part} tabIndex={-1} className="dead-letters" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{w.dead}</h2>
      <p role="status" className="soft">
        {done.said}
      </p>
      {(error ?? refused) !== null && <Refusal error={(error ?? refused) as NonNullable<typeof error>} />}
      {data !== null && list.length === 0 && (
        <Empty title={w.noneDead}>
          <p>{w.noneDeadHint}</p>
        </Empty>
      )}
      <ul className="lines">
        {list.map((letter) => (
          <Line key={keyOf(letter)} letter={letter} busy={busy} onJudge={(how) => judge(how, letter)} />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  readonly letter: DeadLetter
  readonly busy: boolean
  readonly onJudge: (how: 'retry' | 'drop') => void
}

/** Kinds and reasons as the logs and the metrics call them. */
function Line({ letter, busy, onJudge }: LineProps) {
  const { language } = useWords()
  const w = useWorkWords()
  const [isSure, setSure] = useState(false)
  const { kind, channel, state, why, tries, endedAt, reservationId } = letter
  return (
    <li className="dead-letter">
      <p>
        <strong>{kind}</strong> · {w.channels[channel]} · {w.states[state]}
        {why !== null && (
          <>
            {' '}
            · <code>{why}</code>
          </>
        )}
      </p>
      <p className="soft tabular">
        {w.tries(tries)} · <time dateTime={endedAt}>{momentHere(endedAt, language)}</time>
        {reservationId !== null && (
          <>
            {' '}
            · <code>{reservationId}</code>
          </>
        )}
      </p>
      <div className="actions">
        <Button busy={busy} onClick={() => onJudge('retry')}>
          {w.retry}
        </Button>
        <Button busy={busy} onClick={() => (isSure ? onJudge('drop') : setSure(true))}>
          {isSure ? w.dropSure : w.drop}
        </Button>
      </div>
    </li>
  )
}
