import { type Ref, useState } from 'react'
import type { Output } from '../../../src/index.ts'
import { type QueryState, useClient } from '../../../src/react.ts'
import { dateInFull, dateInWords, timeAt } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAtDesk } from '../desk/context.ts'
import type { Tier } from '../messages/vocabulary.ts'
import { useWords } from '../words.ts'
import { FileForm } from './FileForm.tsx'

type Who = Output<'conversation.who'>

interface PaneProps {
  readonly ref: Ref<HTMLElement>
  readonly conversationId: string
  readonly who: QueryState<'conversation.who'>
}

/** Who the guest is: what is known, what they booked, what became of it. */
export function GuestPane({ ref, conversationId, who }: PaneProps) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="pane guest" ref={ref} tabIndex={0} aria-label={t.guest.heading}>
      <header className="pane-head">
        <h2>{t.guest.heading}</h2>
      </header>
      {who.error !== null && <Refusal error={who.error} onRetry={who.reload} />}
      {who.data === null && who.error === null && <Skeleton of="lines" count={8} label={t.loading} />}
      {who.data !== null && <Known conversationId={conversationId} who={who.data} onChange={who.reload} />}
    </section>
  )
}

function Known({ conversationId, who, onChange }: { conversationId: string; who: Who; onChange: () => void }) {
  const { t, language } = useWords()
  const { nameOf } = useAtDesk()
  const [editing, setEditing] = useState(false)
  const { name, since, own, told, file, counters, upcoming, past } = who
  const lastVisit = counters.lastVisit === null ? t.guest.none : dateInWords(counters.lastVisit.date, language)
  return (
    <>
      <div className="guest-who">
        <p className="guest-name">{name ?? t.visitor}</p>
        <TierChoice conversationId={conversationId} who={who} onChange={onChange} />
        {since !== null && <p className="soft">{t.guest.since(dateInFull(since.slice(0, 10), language))}</p>}
        {own !== null && <p className="soft">{t.guest.own(nameOf(own) ?? t.thread.within.colleague)}</p>}
      </div>
      <dl className="counters">
        {(['visits', 'noShows', 'cancellations'] as const).map((it) => (
          <div key={it}>
            <dt>{t.guest.counters[it]}</dt>
            <dd className="tabular">{counters[it]}</dd>
          </div>
        ))}
        <div>
          <dt>{t.guest.counters.lastVisit}</dt>
          <dd className="tabular">{lastVisit}</dd>
        </div>
      </dl>
      {editing ? (
        <FileForm
          conversationId={conversationId}
          file={file}
          onDone={() => {
            setEditing(false)
            onChange()
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <Part
            heading={t.guest.allergies}
            grave
            words={[file.allergies, told.allergies && `${told.allergies} (${t.guest.told})`]}
          />
          <Part heading={t.guest.seating} words={[file.seating, told.wishes && `${told.wishes} (${t.guest.told})`]} />
          <Part heading={t.guest.notes} words={[file.notes]} />
          <Button onClick={() => setEditing(true)}>{t.guest.edit}</Button>
        </>
      )}
      <Bookings heading={t.guest.upcoming} list={upcoming} />
      <Bookings heading={t.guest.past} list={past} />
    </>
  )
}

function Part({
  heading,
  words,
  grave = false,
}: {
  heading: string
  words: readonly (string | null)[]
  grave?: boolean
}) {
  const { t } = useWords()
  const told = words.filter((it): it is string => it !== null)
  return (
    <div className="guest-part">
      <h3>{heading}</h3>
      {told.length === 0 && <p className="soft">{t.guest.nothing}</p>}
      {told.map((it) => (
        <p key={it} className={grave ? 'guest-grave' : 'guest-words'}>
          {grave && <Icon name="warn" size={14} />}
          {it}
        </p>
      ))}
    </div>
  )
}

function Bookings({ heading, list }: { heading: string; list: Who['upcoming'] }) {
  const { t, language } = useWords()
  const { desk } = useAtDesk()
  return (
    <div className="guest-part">
      <h3>{heading}</h3>
      {list.length === 0 && <p className="soft">{t.guest.none}</p>}
      <ul className="lines">
        {list.map(({ reservationId, venueId, date, startsAt, party }) => {
          const venue = desk.venues.find((it) => it.venueId === venueId)
          return (
            <li key={reservationId} className="guest-booking">
              <span className="serif">{venue === undefined ? '' : nameFor(venue, language).text}</span>
              <span className="tabular">
                {dateInWords(date, language)} {timeAt(startsAt, venue?.zone ?? 'UTC', language)} · {t.guests(party)}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

const tiers: readonly Tier[] = ['standard', 'regular', 'vip', 'vvip']

function TierChoice({ conversationId, who, onChange }: { conversationId: string; who: Who; onChange: () => void }) {
  const { t } = useWords()
  const { call } = useClient()
  const { error, run } = useAction()
  const choose = (tier: Tier) =>
    run(async () => {
      await call('conversation.guest', { conversationId, tier, own: who.own })
      onChange()
    })
  return (
    <>
      <select
        className="top-select"
        aria-label={t.guest.tier}
        value={who.tier}
        onChange={({ target }) => choose(target.value as Tier)}
      >
        {tiers.map((it) => (
          <option key={it} value={it}>
            {t.tiers[it]}
          </option>
        ))}
      </select>
      {error !== null && <Refusal error={error} />}
    </>
  )
}
