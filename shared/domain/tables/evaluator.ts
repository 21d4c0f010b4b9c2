import { isDue } from '../book/deadlines.ts'
import type { Book, Claim, Instant, Reason, Want } from '../book/types.ts'
import { clockAnswer } from './admission.ts'
import { boundariesAt } from './boundaries.ts'
import { changedSeatings } from './changes.ts'
import { engineOf } from './engine.ts'
import { makeNight, type Night } from './night.ts'
import type { Availability, PickerSlot } from './picker.ts'
import { place } from './place.ts'
import type { TableSettings } from './settings.ts'
import { codesOf, forget, sceneOf, slotCells } from './slotCells.ts'

/** The rules of one settings version and date, with what they worked out last. */
export interface Evaluator {
  /** The guests' picker. Works out again only what changed claims, or time, can have changed. */
  availability(book: Book, now: Instant): Availability
  /** Why this want would be refused now; null: it would not. With reasons that are not the public's. */
  explain(book: Book, want: Want, now: Instant): Reason | null
}

function standing(book: Book, now: Instant): readonly Claim[] {
  return Object.values(book.claims).filter((claim) => !isDue(claim, now))
}

/**
 * The rules as the picker and "why not?" ask them: the same evaluation that `place` is for a hold, over every slot and
 * party size.
 */
export function createEvaluator(settings: TableSettings, date: string): Evaluator {
  const engine = engineOf(settings, date)
  const cells = engine.day.slots.map((slot) => slotCells(engine, slot))
  let last: Night | null = null

  function renew(night: Night): void {
    const changed = last === null ? [] : changedSeatings(last, night)
    last = night
    if (changed.length > 0) for (const slot of cells) forget(slot, changed)
  }

  return {
    availability(book, now) {
      const night = makeNight(engine.room, standing(book, now), now)
      renew(night)
      const scene = sceneOf(engine, night)
      const slots: Record<string, PickerSlot> = {}
      for (const cell of cells) {
        const { start, key, label, serviceId } = cell.slot
        if (start <= now) continue
        const closed = clockAnswer(engine, { start, party: 1, channel: 'online' }, now).reason !== null
        const codes = closed ? 'c'.repeat(settings.maxParty) : codesOf(scene, cell)
        slots[key] = { at: start, label, serviceId, codes }
      }
      return { slots, ...boundariesAt(engine, Object.values(book.claims), now) }
    },
    explain(book, want, now) {
      const answer = place(engine, standing(book, now), want, now)
      return answer.ok ? null : answer.reason
    },
  }
}
