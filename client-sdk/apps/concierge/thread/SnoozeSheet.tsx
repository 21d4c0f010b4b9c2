import { useClient } from '../../../src/react.ts'
import { momentHere } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useWords } from '../words.ts'

const hourMs = 3_600_000

/** Each with the instant it means now. */
function choices(now: number) {
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(9, 0, 0, 0)
  return { hour: now + hourMs, hours: now + 3 * hourMs, tomorrow: morning.getTime() } as const
}

interface Props {
  readonly conversationId: string
  /** The newest message one has seen. */
  readonly upTo: number
  readonly onClose: () => void
}

/** Until when it is laid aside. */
export function SnoozeSheet({ conversationId, upTo, onClose }: Props) {
  const { t, language } = useWords()
  const { call, now } = useClient()
  const { error, run, busy } = useAction()
  const snooze = (until: string) =>
    run(async () => {
      await call('conversation.snooze', { conversationId, upTo, until })
      onClose()
    })
  return (
    <Sheet title={t.snooze.heading} closeWord={t.close} onClose={onClose}>
      <div className="sheet-list">
        {Object.entries(choices(now())).map(([name, ms]) => {
          const until = new Date(ms).toISOString()
          return (
            <Button key={name} wide busy={busy} onClick={() => snooze(until)}>
              {t.snooze.choices[name as keyof typeof t.snooze.choices]}{' '}
              <small className="tabular">{momentHere(until, language)}</small>
            </Button>
          )
        })}
      </div>
      {error !== null &&
        (error.reason === 'new_message' ? (
          <Notice tone="warn">{t.thread.newMessage}</Notice>
        ) : (
          <Refusal error={error} />
        ))}
    </Sheet>
  )
}
