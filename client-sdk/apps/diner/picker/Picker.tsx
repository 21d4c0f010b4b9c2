import { type ReactNode, useState } from 'react'
import { FreshMark } from '../../common/FreshMark.tsx'
import { foreignZone } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Field } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Reservation } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { Chosen } from './Chosen.tsx'
import type { Choice, Shown } from './choice.ts'
import { DateField } from './DateField.tsx'
import { Days } from './Days.tsx'
import { FullNight } from './FullNight.tsx'
import { isFree, lookFor, type Slot } from './slots.ts'
import { Times } from './Times.tsx'
import { useNight } from './useNight.ts'

interface Props {
  readonly venue: Venue
  readonly shown: Shown
  readonly onShow: (change: Partial<Shown>) => void
  /** The reader's own of this restaurant, which still stand. */
  readonly own: readonly Reservation[]
  /** Said where the reader has that time already. */
  readonly onOwn: (reservation: Reservation) => ReactNode
  /** What to do with a time that is free. */
  readonly action: (choice: Choice) => ReactNode
  /** The same for one that is full, where what the reader has that night would make room for it. */
  readonly actionIfFull?: ((choice: Choice) => ReactNode) | undefined
}

/** Date, party and the times of that night, live. */
export function Picker({ venue, shown, onShow, own, ...actions }: Props) {
  const { t, language } = useWords()
  const { date, party, at } = shown
  const { feed, slots, gone } = useNight(venue.venueId, date, party)
  /** The time that was chosen, as it was then: it may go. */
  const [kept, setKept] = useState<{ readonly date: string; readonly slot: Slot } | null>(null)
  const zone = foreignZone(venue.zone, language, Date.parse(`${date}T12:00Z`))
  const mine = new Map(own.map((it) => [it.startsAt, it]))
  const chosen = kept?.date === date && kept.slot.label === at ? kept.slot : null
  const named = at === null ? undefined : slots?.find(({ label }) => label === at)
  if (chosen === null && named !== undefined) setKept({ date, slot: named })
  const current = slots?.find(({ startsAt }) => startsAt === chosen?.startsAt) ?? chosen

  const lookOf = (slot: Slot) => {
    if (mine.has(slot.startsAt)) return 'mine'
    return gone.has(slot.startsAt) ? 'gone' : lookFor(slot, party)
  }
  const choose = (slot: Slot | null) => {
    setKept(slot === null ? null : { date, slot })
    onShow({ at: slot?.label ?? null })
  }

  return (
    <div className="picker">
      <div className="picker-what">
        <DateField date={date} today={venue.today} onDate={(next) => onShow({ date: next, at: null })} />
        <Field label={t.picker.who}>
          {(control) => (
            <select {...control} value={party} onChange={({ target }) => onShow({ party: Number(target.value) })}>
              {sizesOf(venue).map((n) => (
                <option key={n} value={n}>
                  {t.guests(n)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Days
        today={venue.today}
        windowDays={venue.policy.bookingWindowDays}
        date={date}
        onDate={(next) => onShow({ date: next, at: null })}
      />
      <div className="picker-state">
        <FreshMark feed={feed} />
        {zone !== null && <p className="soft">{t.elsewhere(zone)}</p>}
      </div>
      {feed.error !== null && <Refusal error={feed.error} />}
      {slots === null && feed.error === null && <Skeleton of="slots" count={9} label={t.loading} />}
      {slots !== null && !slots.some((slot) => isFree(lookFor(slot, party))) && (
        <FullNight venue={venue} shown={shown} slots={slots} onShow={onShow} />
      )}
      {slots !== null && <Times slots={slots} lookOf={lookOf} chosen={current?.startsAt ?? null} onChoose={choose} />}
      {current === null && slots?.some((slot) => lookOf(slot) === 'x') === true && (
        <p className="soft">{t.picker.whyNot}</p>
      )}
      {current !== null && (
        <Chosen
          key={`${date} ${current.startsAt} ${party}`}
          venue={venue}
          choice={{ venueId: venue.venueId, date, slot: current, party, fresh: feed.status === 'live' }}
          look={lookOf(current)}
          known={slots?.some(({ startsAt }) => startsAt === current.startsAt) === true}
          slots={slots ?? []}
          mine={mine.get(current.startsAt) ?? null}
          onShow={onShow}
          onClose={() => choose(null)}
          {...actions}
        />
      )}
    </div>
  )
}

function sizesOf({ minParty, maxParty }: Venue): readonly number[] {
  return Array.from({ length: maxParty - minParty + 1 }, (_, n) => minParty + n)
}
