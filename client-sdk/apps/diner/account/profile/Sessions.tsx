import { useRef, useState } from 'react'
import type { Output } from '../../../../src/index.ts'
import { useClient, useQuery } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useWords } from '../../words.ts'
import { agoInWords, dayInWords, deviceInWords } from '../devices.ts'
import { Problem } from '../form/Problem.tsx'
import { useAccountWords } from '../words.ts'
import { Said } from './Said.tsx'

type Session = Output<'session.list'>['sessions'][number]

/** Every device that is logged in, this one first; each other can be ended from here. */
export function Sessions() {
  const { t } = useWords()
  const { w } = useAccountWords()
  const { call } = useClient()
  const { data, error, reload } = useQuery('session.list', {})
  const { busy, error: refused, run } = useAction()
  const [said, say] = useState<string | null>(null)
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set())
  const part = useRef<HTMLDivElement>(null)
  const sessions = (data?.sessions ?? [])
    .filter(({ sessionId }) => !ended.has(sessionId))
    .sort((a, b) => Number(b.current) - Number(a.current))
  const others = sessions.filter(({ current }) => !current)

  /** What was pressed goes with its line, before the list is here anew; the focus stays here. */
  function done(words: string, gone: readonly Session[]): void {
    say(words)
    setEnded((old) => new Set([...old, ...gone.map(({ sessionId }) => sessionId)]))
    reload()
    part.current?.focus()
  }

  return (
    <Card heading={w.sessions.title}>
      <div ref={part} tabIndex={-1} className="sessions">
        <p className="soft">{w.sessions.lead}</p>
        <Problem error={error ?? refused} />
        {data === null && error === null && <Skeleton of="lines" count={3} label={t.loading} />}
        {data === null && error !== null && <Button onClick={reload}>{t.retry}</Button>}
        <ul>
          {sessions.map((session) => (
            <Line
              key={session.sessionId}
              session={session}
              busy={busy}
              onEnd={(device) =>
                run(async () => {
                  // Ended already, by it or from a third device, is as good.
                  await call('session.revoke', { sessionId: session.sessionId }).catch(unlessGone)
                  done(w.sessions.ended(device), [session])
                })
              }
            />
          ))}
        </ul>
        {others.length > 0 && (
          <Button
            busy={busy}
            onClick={() =>
              run(async () => done(w.sessions.endedOthers((await call('session.revokeAll', {})).ended), others))
            }
          >
            {w.sessions.endOthers}
          </Button>
        )}
        {sessions.length === 1 && <p className="soft">{w.sessions.onlyHere}</p>}
        <Said>{said}</Said>
      </div>
    </Card>
  )
}

function unlessGone(failure: unknown): void {
  if ((failure as { code?: string }).code !== 'not_found') throw failure
}

interface LineProps {
  readonly session: Session
  readonly busy: boolean
  readonly onEnd: (device: string) => void
}

function Line({ session, busy, onEnd }: LineProps) {
  const { w, language } = useAccountWords()
  const client = useClient()
  const device = deviceInWords(session.device, w.sessions)
  return (
    <li>
      <span>
        <strong>{device}</strong>
        <small>
          {session.current ? (
            <span className="here">
              <Icon name="check" size={12} /> {w.sessions.here}
            </span>
          ) : (
            w.sessions.lastSeen(agoInWords(session.lastSeenAt, client.now(), language))
          )}
          {' · '}
          {w.sessions.openedAt(dayInWords(session.openedAt, language))}
        </small>
      </span>
      {!session.current && (
        <Button busy={busy} aria-label={w.sessions.endNamed(device)} onClick={() => onEnd(device)}>
          {w.sessions.end}
        </Button>
      )}
    </li>
  )
}
