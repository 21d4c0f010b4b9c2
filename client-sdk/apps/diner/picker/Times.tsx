import { SlotButton, type SlotLook } from '../../ui/SlotButton.tsx'
import { useWords } from '../words.ts'
import { byService, type Slot } from './slots.ts'

interface Props {
  readonly slots: readonly Slot[]
  readonly lookOf: (slot: Slot) => SlotLook
  /** When the chosen one begins. */
  readonly chosen: string | null
  readonly onChoose: (slot: Slot | null) => void
}

/** The times of a night under the names of their services. */
export function Times({ slots, lookOf, chosen, onChoose }: Props) {
  const { t } = useWords()
  return byService(slots).map(([service, times]) => (
    <section key={service} className="service" aria-label={t.picker.services[service] ?? service}>
      <h3>{t.picker.services[service] ?? service}</h3>
      <div className="slots">
        {times.map((slot) => (
          <SlotButton
            key={slot.startsAt}
            data-at={slot.startsAt}
            time={slot.label}
            look={lookOf(slot)}
            word={t.picker.looks[lookOf(slot)]}
            chosen={slot.startsAt === chosen}
            onClick={() => onChoose(slot.startsAt === chosen ? null : slot)}
          />
        ))}
      </div>
    </section>
  ))
}
