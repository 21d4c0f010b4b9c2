import { useState } from 'react'
import type { Card, Message } from '../../../src/conversation.ts'
import { useOperation } from '../../../src/react.ts'
import { momentAt } from '../../common/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Booked } from './Booked.tsx'
import { type Guest, useAroundCards } from './cardsContext.ts'
import { isBooked, type Look } from './lookOf.ts'
import { refusedBy } from './refusedBy.ts'
import { Taking } from './Taking.tsx'

interface Props {
  readonly conversationId: string
  readonly seq: number
  readonly card: Card
  readonly kind: Message['cards'][number]['kind']
  readonly look: Look
  /** There is nothing beside it to choose from. */
  readonly alone: boolean
}

/** One card: where, when, for how many, how it stands, and what can be done. */
export function CardLine({ conversationId, seq, card, kind, look, alone }: Props) {
  const { side, language, guest, onGuest, onAsk, w } = useAroundCards()
  const taking = useOperation('offer.accept')
  const [asking, setAsking] = useState(false)
  const { reservation, venue } = card
  const { reservationId, startsAt, party } = reservation
  const [first] = useState(`${startsAt} ${party}`)
  const name = (language === 'en' ? null : venue.localNames[language]) ?? venue.name
  const when = momentAt(startsAt, venue.zone, language)
  const what = `${name}, ${when}, ${w.party(party)}`
  const take = async (by: Guest) => {
    const booked = await taking.run({ conversationId, seq, reservationId, guest: by })
    if (booked === null) return
    onGuest(by)
    setAsking(false)
  }
  const isOpen = kind === 'proposal' && look === 'open' && side === 'guest'
  return (
    <li className={`talk-card ${look}`}>
      <p className="talk-card-where">{name}</p>
      <p className="talk-card-when tabular">
        <time dateTime={startsAt}>{when}</time> · {w.party(party)}
        {`${startsAt} ${party}` !== first && <em> {w.changed}</em>}
      </p>
      <p className="talk-card-look" role="status">
        {w.looks[taking.busy ? 'choosing' : look]}
      </p>
      {isOpen && !asking && (
        <Button
          kind="main"
          busy={taking.busy}
          aria-label={alone ? undefined : w.takeThis(what)}
          onClick={() => (guest === null ? setAsking(true) : void take(guest))}
        >
          {w.take}
        </Button>
      )}
      {isOpen && asking && (
        <Taking busy={taking.busy} onTake={(by) => void take(by)} onLeave={() => setAsking(false)} />
      )}
      {taking.error !== null && <Notice tone="wrong">{refusedBy(taking.error, w)}</Notice>}
      {kind === 'proposal' && look === 'over' && side === 'guest' && (
        <Button onClick={() => onAsk(w.again(what))}>{w.askAgain}</Button>
      )}
      {isBooked(look) && <Booked reservationId={reservationId} />}
    </li>
  )
}
