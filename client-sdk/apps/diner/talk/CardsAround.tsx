import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useClient, useSession } from '../../../src/react.ts'
import { CardsContext, type Guest } from '../../talk/cards/cardsContext.ts'
import type { TalkState } from '../../talk/talkState.ts'
import { read, wrongIn } from '../booking/guest.ts'
import { rememberedGuest, rememberGuest } from '../state/guestMemory.ts'
import { saveFile } from '../state/saveFile.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly talk: TalkState
  /** Puts words into the composer. */
  readonly onAsk: (words: string) => void
  readonly children: ReactNode
}

/** What the guest's app knows for the cards of a thread. */
export function CardsAround({ talk: { cards }, onAsk, children }: Props) {
  const { language } = useWords()
  const [guest, setGuest] = useKnownGuest(cards.byId !== null)
  const around = useMemo(
    () => ({
      side: 'guest' as const,
      language,
      cards,
      guest,
      onGuest: setGuest,
      onAsk,
      pageOf: (reservationId: string) => `/r/${reservationId}`,
      onFile: (filename: string, text: string) => saveFile(filename, 'text/calendar', text),
    }),
    [language, cards, guest, setGuest, onAsk],
  )
  return <CardsContext value={around}>{children}</CardsContext>
}

/** What was typed on this page, else what the account knows; asked for once there is something to take. */
function useKnownGuest(wanted: boolean): [Guest | null, (guest: Guest) => void] {
  const client = useClient()
  const { kind } = useSession()
  const [guest, setGuest] = useState(typedGuest)
  useEffect(() => {
    if (!wanted || kind !== 'account') return
    client.call('account.get', {}).then(
      ({ name, phone }) => setGuest((known) => known ?? (phone === null ? null : { name, phone })),
      // It can be typed.
      () => undefined,
    )
  }, [client, kind, wanted])
  const keep = useMemo(
    () => (known: Guest) => {
      rememberGuest({ ...rememberedGuest(), name: known.name, phone: known.phone })
      setGuest(known)
    },
    [],
  )
  return [guest, keep]
}

function typedGuest(): Guest | null {
  const draft = rememberedGuest()
  return wrongIn(draft).length === 0 ? read(draft) : null
}
