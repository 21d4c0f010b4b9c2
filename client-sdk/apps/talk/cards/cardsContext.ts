import { createContext, useContext } from 'react'
import type { Cards, Side } from '../../../src/conversation.ts'
import type { Sent } from '../../../src/index.ts'
import type { Language } from '../../common/language.ts'
import { type CardWords, cardWords } from './messages.ts'

export type Guest = Sent<'offer.accept'>['guest']

/** What the app around a thread knows, and its cards do not. */
export interface AroundCards {
  readonly side: Side
  readonly language: Language
  readonly cards: Cards
  /** Known from a profile or an earlier confirmation: then one tap is enough. */
  readonly guest: Guest | null
  /** What was told with a card, for the next one. */
  readonly onGuest: (guest: Guest) => void
  /** Puts words into the composer. */
  readonly onAsk: (words: string) => void
  /** Where a reservation has its page. */
  readonly pageOf: (reservationId: string) => string
  /** Hands a file to the person. */
  readonly onFile: (filename: string, text: string) => void
}

const nothing: AroundCards = {
  side: 'guest',
  language: 'en',
  cards: { status: 'catching-up', byId: null },
  guest: null,
  onGuest: () => undefined,
  onAsk: () => undefined,
  pageOf: (reservationId) => `/r/${reservationId}`,
  onFile: () => undefined,
}

export const CardsContext = createContext(nothing)

export function useAroundCards(): AroundCards & { readonly w: CardWords } {
  const around = useContext(CardsContext)
  return { ...around, w: cardWords[around.language] }
}
