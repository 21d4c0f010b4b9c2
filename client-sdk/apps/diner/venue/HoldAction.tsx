import { useClient } from '../../../src/react.ts'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { HoldRefusal } from '../booking/HoldRefusal.tsx'
import type { Choice } from '../picker/choice.ts'
import { go } from '../router.ts'
import { type Reservation, useAnswers } from '../state/answers.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly choice: Choice
  readonly holdMinutes: number
  /** What the reader holds that night already. */
  readonly there: Reservation | undefined
}

/** Holds the time that was chosen. A hold one has that night moves there: nobody wants two dinners. */
export function HoldAction({ choice, holdMinutes, there }: Props) {
  const { t } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const { busy, slow, error, run } = useAction()
  const { venueId, date, slot, party, fresh } = choice
  const wanted = { date, startsAt: slot.startsAt, party }

  async function hold(): Promise<void> {
    await client.session.guest()
    const held =
      there === undefined
        ? await client.call('hold.create', { venueId, ...wanted })
        : await client.call('reservation.change', { reservationId: there.reservationId, ...wanted })
    learn(held, there)
    go(`/r/${held.reservationId}`)
  }

  return (
    <>
      <Button kind="main" wide busy={busy} onClick={() => run(hold)}>
        {there === undefined ? t.picker.hold : t.picker.moveHold}
      </Button>
      {fresh ? (
        <p className="soft">{t.picker.holdHint(holdMinutes)}</p>
      ) : (
        <Notice tone="warn">{t.picker.notFresh}</Notice>
      )}
      {slow && <p role="status">{t.slow}</p>}
      {error !== null && <HoldRefusal error={error} wanted={slot.startsAt} onRetry={() => run(hold)} />}
    </>
  )
}
