import type { FeedEntry } from '../../../src/index.ts'
import type { CommonMessages } from '../../common/messages/vocabulary.ts'

export type Tier = FeedEntry<'queue'>['tier']
export type KeyName =
  | 'next'
  | 'previous'
  | 'reply'
  | 'note'
  | 'canned'
  | 'table'
  | 'take'
  | 'release'
  | 'transfer'
  | 'resolve'
  | 'snooze'
  | 'reopen'
  | 'guest'
  | 'mine'
  | 'all'
  | 'resolved'
  | 'search'
  | 'overview'
  | 'replies'
  | 'notices'
  | 'leave'
  | 'keys'

/** Every word of the concierge's app. */
export interface Messages extends CommonMessages {
  readonly title: string
  readonly nav: string
  readonly desk: string
  readonly gate: Readonly<
    Record<'login' | 'loginHint' | 'noDesk' | 'noDeskHint' | 'factor' | 'factorHint' | 'account', string>
  >
  readonly presence: Readonly<Record<'label' | 'here' | 'leaving' | 'away', string>>
  readonly tiers: Readonly<Record<Tier, string>>
  readonly visitor: string
  readonly queue: {
    readonly heading: string
    readonly tabs: Readonly<Record<'mine' | 'all' | 'resolved', string>>
    readonly over: (n: number) => string
    readonly none: Readonly<Record<'mine' | 'all' | 'resolved', string>>
    readonly left: (clock: string) => string
    readonly late: (clock: string) => string
    readonly awaits: Readonly<Record<'first' | 'next', string>>
    readonly snoozed: (until: string) => string
    readonly answered: string
    readonly unread: (n: number) => string
    readonly has: (who: string) => string
    readonly hasMe: string
    readonly nobodys: string
    readonly closed: string
  }
  readonly thread: {
    readonly pick: string
    readonly pickHint: string
    readonly you: string
    readonly colleague: string
    /** Both where they stand inside a sentence. */
    readonly within: { readonly you: string; readonly colleague: string }
    readonly note: string
    readonly noteBy: (who: string) => string
    readonly writeNote: string
    readonly saveNote: string
    readonly noNote: string
    readonly write: string
    readonly hints: string
    readonly taken: (who: string) => string
    readonly takenQuestion: string
    readonly answerAnyway: string
    readonly takeFirst: string
    readonly notNow: string
    readonly newMessage: string
    readonly canned: string
    readonly noCanned: string
  }
  readonly actions: Readonly<Record<KeyName, string>>
  readonly snooze: {
    readonly heading: string
    readonly choices: Readonly<Record<'hour' | 'hours' | 'tomorrow', string>>
  }
  readonly transfer: {
    readonly heading: string
    readonly to: string
    readonly note: string
    readonly noteHint: string
    readonly submit: string
    readonly nobody: string
    readonly here: string
  }
  readonly guest: {
    readonly heading: string
    readonly since: (date: string) => string
    readonly own: (who: string) => string
    readonly allergies: string
    readonly told: string
    readonly seating: string
    readonly notes: string
    readonly notesHint: string
    readonly nothing: string
    readonly edit: string
    readonly save: string
    readonly cancel: string
    readonly conflict: string
    readonly counters: Readonly<Record<'visits' | 'noShows' | 'cancellations' | 'lastVisit', string>>
    readonly upcoming: string
    readonly past: string
    readonly none: string
    readonly tier: string
  }
  readonly finder: {
    readonly heading: string
    readonly venue: string
    readonly date: string
    readonly party: string
    readonly slots: string
    readonly none: string
    readonly online: Readonly<Record<'open' | 'few' | 'full' | 'closed', string>>
    readonly conciergeOnly: string
    readonly legend: string
    readonly hold: (time: string) => string
    readonly forMinutes: string
    readonly minutes: (n: number) => string
    readonly noTable: string
  }
  readonly noticesHint: string
  readonly keysSheet: {
    readonly heading: string
    readonly single: string
    readonly singleHint: string
  }
  readonly overview: {
    readonly heading: string
    readonly waiting: string
    readonly overTarget: string
    readonly answered: string
    readonly inTarget: string
    readonly median: string
    readonly p90: string
    readonly today: string
    readonly byHour: string
    readonly hour: string
    readonly load: string
    readonly person: string
    readonly owed: string
    readonly quiet: string
    readonly room: string
    readonly nobody: string
    readonly nothing: string
    readonly table: string
    readonly back: string
  }
}
