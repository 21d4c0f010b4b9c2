import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Card, Outcome } from '../../../shared/domain/concierge/card.ts'
import type { Assignment } from '../../../shared/domain/concierge/choose.ts'
import type { WaitClock } from '../../../shared/domain/concierge/clock.ts'
import type { ConversationState, Side, Summary } from '../../../shared/domain/concierge/conversation.ts'
import type { Told } from '../../../shared/domain/concierge/escalate.ts'
import type { FirstAnswer } from '../../../shared/domain/concierge/figures.ts'
import type { DeskHours } from '../../../shared/domain/concierge/hours.ts'
import type { Reaction } from '../../../shared/domain/concierge/message.ts'
import type { Targets } from '../../../shared/domain/concierge/targets.ts'
import type { Tier } from '../../../shared/domain/concierge/tiers.ts'
import type { Language } from '../identity/documents.ts'

export interface DeskDocument {
  /** The restaurant's id for its own desk, an id of its own for one of the house. */
  readonly _id: string
  readonly name: string
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
  readonly venueIds: readonly string[]
  /** Serves whichever restaurants there are; a restaurant's own has no such field. */
  readonly house?: true
  readonly language: Language
  /** Raised by each change. */
  readonly rev?: number
  /** Always open where it says nothing. */
  readonly hours?: DeskHours
  readonly targets?: Targets
  readonly mostOwed?: number
  /** After the last word of a conversation. */
  readonly keepMonths?: number
  /** What was said of those who work there, by their accounts’ ids. */
  readonly members?: Readonly<Record<string, DeskMember>>
}

/** Without a limit to restaurants where `venueIds` is null. */
export interface DeskMember {
  readonly languages: readonly Language[]
  readonly skills: readonly string[]
  readonly capacity: number
  readonly venueIds: readonly string[] | null
}

/** What became of a wait so far; another wait begins without it. */
interface WaitHistory {
  /** Actor keys. */
  readonly takenFrom?: readonly string[]
  /** How often it was taken back. */
  readonly returns?: number
  /** Keys of the steps that were done. */
  readonly done?: readonly string[]
  /** To whom it was told last that the target has run out. */
  readonly told?: Told | null
}

/** What the desk does with a conversation, beside what is said in it. A row without these is nobody's. */
interface Handling {
  /** Of the wait that `waitingSince` begins, as the desk's rules were then; null: nobody waits. */
  readonly clock?: WaitClock | null
  /** How much the house owes this guest. */
  readonly tier?: Tier
  /** Actor key of the guest's own concierge. */
  readonly own?: string | null
  /** Actor key of who has it; null: nobody. */
  readonly assignee?: string | null
  readonly givenAt?: Instant | null
  /** Who had it before. */
  readonly last?: string | null
  /** By what rule they were given it; null: by hand. */
  readonly given?: Pick<Assignment, 'why' | 'notOwn'> | null
  readonly wait?: WaitHistory
  /** The newest requests that handed it over. */
  readonly handed?: readonly ChangeRecord[]
  /** The newest twenty that the desk gave, the oldest first. */
  readonly firstAnswers?: readonly FirstAnswer[]
}

/** One guest and one desk, for life. What it says of its messages is derived from them, up to `top`. */
export interface ConversationDocument extends Summary, Handling {
  readonly _id: string
  /** Actor key of the guest. */
  readonly owner: string
  readonly deskId: string
  /** The visitor who began it, where its owner had one with that desk already. */
  readonly broughtBy?: string
  readonly language: Language
  /** Raised by whatever changes this row. */
  readonly version: number
  readonly state: ConversationState
  /** It has been silent for so long that it is to be removed; once that is decided, nobody writes any more. */
  readonly leaving?: { readonly since: Instant; readonly decided?: true }
}

/** A change of a message that was asked for, so that asked again it is not made twice. */
export interface ChangeRecord {
  readonly actor: string
  readonly requestId: string
  readonly bodyHash: string
}

export interface MessageDocument {
  readonly _id: string
  /** The conversation's id, or that of its notes. */
  readonly stream: string
  /** 1 and up, without a hole. */
  readonly seq: number
  /** Actor key. */
  readonly sender: string
  readonly side: Side
  /** The sender's. */
  readonly requestId: string
  /** Keyed: nobody finds out what was said by trying. */
  readonly bodyHash: string
  /** Sealed; null once withdrawn. */
  readonly text: string | null
  readonly replyTo: number | null
  /** What came with it: a sealed list. */
  readonly files?: string
  readonly at: Date
  readonly cards?: readonly Card[]
  /** What became of its proposals. */
  readonly outcome?: Outcome
  /** 1, raised by each change. */
  readonly rev: number
  /** Until the conversation's row counts it in. */
  readonly unfolded?: true
  /** Until it can be found by its words. */
  readonly unindexed?: true
  /** What it is found by; see `wordIndex.ts`. */
  readonly grams?: readonly number[]
  readonly editedAt?: Date
  readonly withdrawnAt?: Date
  /** What it said before: a sealed list. */
  readonly was?: string
  readonly reactions?: readonly { readonly by: string; readonly side: Side; readonly reaction: Reaction }[]
  /** The newest of them. */
  readonly changes?: readonly ChangeRecord[]
}

/** How far one person has come in one conversation; nothing in it ever goes back. */
export interface ReceiptDocument {
  /** `<conversation>:<actor key>`. */
  readonly _id: string
  readonly conversation: string
  readonly side: Side
  readonly readUpTo?: number
  readonly deliveredUpTo: number
  /** By session. */
  readonly devices: Readonly<Record<string, number>>
}

/** What a desk wrote down about a guest of its own: one for each conversation, under its id. */
export interface GuestFileDocument {
  readonly _id: string
  readonly version: number
  /** Sealed, as the next two are; null where nothing is known. */
  readonly allergies: string | null
  readonly seating: string | null
  readonly notes: string | null
  readonly at: Date
  /** Which wrote it last. */
  readonly request: ChangeRecord
}

/** Something a desk says often. */
export interface CannedReplyDocument {
  /** `<desk>:<shortcut>` */
  readonly _id: string
  readonly deskId: string
  /** Its place among the desk's, of which there are so many. */
  readonly slot: number
  readonly shortcut: string
  readonly title: string
  readonly texts: Readonly<Record<Language, string | null>>
}
