import type { Message } from '../../../src/conversation.ts'
import { useClock, useOperation } from '../../../src/react.ts'
import { Button } from '../../ui/Button.tsx'
import { Clock } from '../../ui/Clock.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CardLine } from './CardLine.tsx'
import { useAroundCards } from './cardsContext.ts'
import { lookOf } from './lookOf.ts'
import { refusedBy } from './refusedBy.ts'
import './cards.css'

interface Props {
  readonly conversationId: string
  readonly message: Message
}

/** What a message carries, as the book has it at this instant. */
export function Cards({ conversationId, message }: Props) {
  const { cards, w } = useAroundCards()
  const now = useClock()
  const { seq } = message
  const known = message.cards.flatMap(({ kind, reservationId }) => {
    const card = cards.byId?.[reservationId]
    return card === undefined ? [] : [{ kind, card, look: lookOf(card, message, now) }]
  })
  const proposed = message.cards.filter(({ kind }) => kind === 'proposal').length
  const open = known.filter(({ kind, look }) => kind === 'proposal' && look === 'open')
  const ends = open.flatMap(({ card }) => card.reservation.expiresAt ?? []).map((end) => Date.parse(end))
  const leftMs = Math.min(...ends) - now
  const stale = cards.status === 'stale'
  return (
    <section
      className={stale ? 'talk-cards stale' : 'talk-cards'}
      aria-label={proposed > 0 ? w.offered(proposed) : w.booking}
      data-seq-cards={seq}
    >
      {known.length === 0 && <p className="soft">{w.loading}</p>}
      <ul>
        {known.map(({ card, kind, look }) => (
          <CardLine
            key={card.reservation.reservationId}
            {...{ conversationId, seq, card, kind, look }}
            alone={proposed === 1}
          />
        ))}
      </ul>
      {ends.length > 0 && (
        <Clock
          leftMs={leftMs}
          wholeMs={Math.min(...ends) - Date.parse(message.at)}
          label={w.timeLeft}
          spoken={w.minutesLeft(Math.ceil(leftMs / 60_000))}
          hurry={w.hurry}
        />
      )}
      {open.length > 0 && <NoneOfThem conversationId={conversationId} seq={seq} />}
      {stale && <p className="soft">{w.stale}</p>}
    </section>
  )
}

/** The guest declines; whoever answers for the desk takes it back. */
function NoneOfThem({ conversationId, seq }: { readonly conversationId: string; readonly seq: number }) {
  const { side, w } = useAroundCards()
  const { run, busy, error } = useOperation(side === 'guest' ? 'offer.decline' : 'offer.withdraw')
  return (
    <>
      <Button kind="plain" busy={busy} onClick={() => void run({ conversationId, seq })}>
        {side === 'guest' ? w.none : w.takeBack}
      </Button>
      {error !== null && <Notice tone="wrong">{refusedBy(error, w)}</Notice>}
    </>
  )
}
