import { useQuery } from '../../../src/react.ts'
import { Refusal, reasonText } from '../../common/Refusal.tsx'
import { useWords } from '../words.ts'
import type { Choice } from './choice.ts'

/** The rule's reason, in plain words. */
export function WhyNot({ choice: { venueId, date, slot, party } }: { choice: Choice }) {
  const { t } = useWords()
  const { data, error, reload } = useQuery('availability.explain', { venueId, date, startsAt: slot.startsAt, party })
  if (data === null) {
    return error === null ? <p className="soft">{t.loading} …</p> : <Refusal error={error} onRetry={reload} />
  }
  if (data.reason === null) return <p>{t.picker.freeAgain}</p>
  return <p>{reasonText(data.reason, t) ?? t.errors.slot_unavailable}</p>
}
