import { useClock } from '../../../src/react.ts'
import { dateOf } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { nameFor, OtherName, VenueName } from '../../common/VenueName.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { placeWord } from '../messages/places.ts'
import { Distinction } from '../parts/Distinction.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { Price } from '../parts/Price.tsx'
import type { Choice, Shown } from '../picker/choice.ts'
import { Picker } from '../picker/Picker.tsx'
import { showInAddress, usePlace } from '../router.ts'
import { isHeld, stands, useMine } from '../state/mine.ts'
import { useVenue, type Venue } from '../state/useVenue.ts'
import { useVisit } from '../state/useVisit.ts'
import { useWords } from '../words.ts'
import { Facts } from './Facts.tsx'
import { HoldAction } from './HoldAction.tsx'
import { Pictures } from './Pictures.tsx'

/** One restaurant, and its times of one night. */
export function VenuePage({ venueId }: { venueId: string }) {
  const { t } = useWords()
  const { venue, error, reload } = useVenue(venueId)
  // Begun beside it: the times wait for both.
  useVisit()
  if (venue !== null) return <Shop venue={venue} />
  if (error?.code === 'not_found' || error?.code === 'invalid_input') {
    return (
      <div className="place">
        <Heading title={t.venue.gone}>{t.venue.gone}</Heading>
        <Empty title={t.venue.goneHint} actions={<Link to="/">{t.unknownPage.home}</Link>} />
      </div>
    )
  }
  if (error !== null) return <Refusal error={error} onRetry={reload} />
  return (
    <div className="venue">
      <div className="venue-side">
        <Skeleton of="picture" label={t.loading} />
        <Skeleton of="lines" count={3} label={t.loading} />
      </div>
      <Skeleton of="slots" count={12} label={t.loading} />
    </div>
  )
}

function Shop({ venue }: { venue: Venue }) {
  const { t, language } = useWords()
  const { query } = usePlace()
  const shown = shownIn(query, venue)
  const now = useClock()
  const own = useMine().list?.filter((it) => it.venueId === venue.venueId && stands(it, now)) ?? []
  const there = own.find((it) => it.date === shown.date && isHeld(it, now))
  const hold = (choice: Choice) => <HoldAction choice={choice} holdMinutes={venue.policy.holdMinutes} there={there} />
  const moveIfFull = (choice: Choice) => (
    <>
      <p>{t.ticket.maybe}</p>
      {hold(choice)}
    </>
  )
  return (
    <article className="venue">
      <div className="venue-head">
        <Heading title={nameFor(venue, language).text}>
          <VenueName venue={venue} />
        </Heading>
        <OtherName venue={venue} />
        <p className="facts-line">
          <Distinction of={venue.distinction} />
          <span>{placeWord(venue.city, language)}</span>
          <span>{placeWord(venue.cuisine, language)}</span>
          <Price level={venue.price} zone={venue.zone} />
        </p>
      </div>
      <Pictures venue={venue} />
      <section className="venue-picker" aria-labelledby="times">
        <h2 id="times">{t.picker.heading}</h2>
        <Picker
          venue={venue}
          shown={shown}
          onShow={(change) => showInAddress(change)}
          own={own}
          onOwn={({ reservationId }) => <Link to={`/r/${reservationId}`}>{t.picker.toMine}</Link>}
          action={hold}
          actionIfFull={there && moveIfFull}
        />
      </section>
      <Facts venue={venue} />
    </article>
  )
}

function shownIn(query: URLSearchParams, { today, minParty, maxParty }: Venue): Shown {
  const asked = Number(query.get('party') ?? 2)
  const party = Number.isInteger(asked) ? Math.min(Math.max(asked, minParty), maxParty) : minParty
  const date = dateOf(query.get('date'))
  return { date: date === null || date < today ? today : date, party, at: query.get('at') }
}
