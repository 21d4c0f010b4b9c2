import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../src/index.ts'
import { useClient, useFeed, useQuery } from '../../../src/react.ts'
import { foreignZone, todayHere } from '../../common/format.ts'
import { Refusal, reasonText } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'

type Slot = Output<'desk.tables'>['slots'][number]

interface Props {
  readonly conversationId: string
  /** The colleague who has the conversation; null: nobody else. */
  readonly taken: string | null
  readonly onClose: () => void
}

const durations = [10, 20, 30, 60] as const
const mostGuests = 20

/** While a year is typed, it is of another age. */
const isWhole = (date: string) => /^20\d\d-/.test(date)

/** A table without leaving the conversation: Enter holds it and offers it. */
export function Finder({ conversationId, taken, onClose }: Props) {
  const { t, language } = useWords()
  const { call } = useClient()
  const { desk } = useAtDesk()
  const [venueId, setVenueId] = useState(desk.venues[0]?.venueId ?? '')
  const [date, setDate] = useState(todayHere())
  const [party, setParty] = useState(2)
  const [forMinutes, setForMinutes] = useState<number>(20)
  const { error, run, busy } = useAction()
  const venue = desk.venues.find((it) => it.venueId === venueId)
  const slots = useSlots(venueId, date, party)
  const zone = venue === undefined ? null : foreignZone(venue.zone, language)
  const offer = (startsAt: string) =>
    run(async () => {
      const offers = [{ venueId, date, startsAt, party }]
      await call('offer.make', { conversationId, offers, forMinutes, ...(taken !== null && { evenIfTaken: true }) })
      onClose()
    })
  return (
    <Sheet title={t.finder.heading} closeWord={t.close} onClose={onClose}>
      {taken !== null && <Notice tone="warn">{t.thread.taken(taken)}</Notice>}
      <div className="finder-fields">
        <Field label={t.finder.venue}>
          {(control) => (
            <select {...control} value={venueId} onChange={({ target }) => setVenueId(target.value)}>
              {desk.venues.map((it) => (
                <option key={it.venueId} value={it.venueId}>
                  {nameFor(it, language).text}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.finder.date}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={date}
              min={todayHere()}
              onChange={({ target }) => isWhole(target.value) && setDate(target.value)}
            />
          )}
        </Field>
        <Field label={t.finder.party}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={mostGuests}
              value={party}
              onChange={({ target }) =>
                setParty(Math.min(mostGuests, Math.max(1, Math.floor(target.valueAsNumber) || 1)))
              }
            />
          )}
        </Field>
        <Field label={t.finder.forMinutes}>
          {(control) => (
            <select {...control} value={forMinutes} onChange={({ target }) => setForMinutes(Number(target.value))}>
              {durations.map((n) => (
                <option key={n} value={n}>
                  {t.finder.minutes(n)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {zone !== null && <p className="soft">{t.elsewhere(zone)}</p>}
      {(error ?? slots.error) !== null && <Refusal error={(error ?? slots.error) as NonNullable<typeof error>} />}
      {slots.last === null && slots.error === null && <Skeleton of="lines" count={4} label={t.loading} />}
      {slots.last?.slots.length === 0 && <p>{t.finder.none}</p>}
      {slots.last !== null && <Slots slots={slots.last.slots} busy={busy || slots.data === null} onChoose={offer} />}
      <p className="soft">{t.finder.legend}</p>
    </Sheet>
  )
}

/** Asked for again whenever what everybody sees of the night has changed. */
function useSlots(venueId: string, date: string, party: number) {
  const { desk } = useAtDesk()
  const { content } = useFeed('availability', { venueId, date })
  const asked = useQuery('desk.tables', { deskId: desk.deskId, venueId, date, party })
  const { reload } = asked
  const before = useRef(content)
  useEffect(() => {
    if (before.current !== null && content !== before.current) reload()
    before.current = content
  }, [content, reload])
  return asked
}

function Slots({
  slots,
  busy,
  onChoose,
}: {
  slots: readonly Slot[]
  busy: boolean
  onChoose: (startsAt: string) => void
}) {
  const { t } = useWords()
  const list = useRef<HTMLUListElement>(null)
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const all = [...(list.current?.querySelectorAll<HTMLElement>('button:not([disabled])') ?? [])]
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step]
    event.preventDefault()
    next?.focus()
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: arrows walk along its buttons, Tab does too
    <ul className="finder-slots" ref={list} aria-label={t.finder.slots} onKeyDown={walk}>
      {slots.map((slot) => (
        <li key={slot.startsAt}>
          <SlotChoice slot={slot} busy={busy} onChoose={() => onChoose(slot.startsAt)} />
        </li>
      ))}
    </ul>
  )
}

function SlotChoice({ slot, busy, onChoose }: { slot: Slot; busy: boolean; onChoose: () => void }) {
  const { t } = useWords()
  const { label, online, reason } = slot
  const isPublic = online === 'open' || online === 'few'
  if (reason !== null) {
    return (
      <p className="finder-slot none">
        <span className="tabular">{label}</span>
        <small>
          <Icon name="dash" size={12} /> {reasonText(reason, t) ?? t.finder.noTable}
        </small>
      </p>
    )
  }
  return (
    <button
      type="button"
      className={isPublic ? 'finder-slot' : 'finder-slot own'}
      aria-disabled={busy || undefined}
      onClick={() => !busy && onChoose()}
    >
      <span className="unseen">{t.finder.hold(label)}, </span>
      <span className="tabular" aria-hidden="true">
        {label}
      </span>
      <small>
        <Icon name={isPublic ? (online === 'few' ? 'half' : 'circle') : 'diamond'} size={12} />{' '}
        {isPublic ? t.finder.online[online] : t.finder.conciergeOnly}
      </small>
    </button>
  )
}
