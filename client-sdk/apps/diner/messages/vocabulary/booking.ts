/** From a hold to the visit. */
export interface BookingWords {
  readonly held: string
  readonly heldHint: string
  readonly timeLeft: string
  readonly minutesLeft: (n: number) => string
  readonly hurry: string
  readonly until: (time: string) => string
  readonly name: string
  readonly nameWrong: string
  readonly phone: string
  readonly phoneHint: string
  /** The number as it will be kept: `+82 10 1234 5678`. */
  readonly phoneAs: (number: string) => string
  readonly phoneWrong: string
  readonly email: string
  readonly emailHint: string
  readonly emailWrong: string
  readonly wishes: string
  readonly wishesHint: string
  readonly allergies: string
  readonly allergiesHint: string
  readonly tooLong: string
  readonly policy: string
  readonly confirm: string
  readonly release: string
  readonly released: string
  readonly ranOut: string
  readonly ranOutHint: string
  readonly stillFree: string
  readonly holdAgain: string
  readonly otherTimes: string
  readonly holds: string
  readonly goOn: string
  /** Runs on every page while something is held. */
  readonly strip: (clock: string) => string
  readonly otherBooking: string
}

export interface TicketWords {
  readonly confirmed: (name: string | null) => string
  readonly confirmedHint: string
  readonly calendar: string
  readonly directions: string
  readonly call: string
  readonly share: string
  readonly shareText: (venue: string, when: string, party: string) => string
  readonly copied: string
  /** Where the device lets no page write its clipboard. */
  readonly copyByHand: string
  readonly link: string
  readonly linkHint: string
  readonly copyLink: string
  readonly linkGone: string
  readonly change: string
  readonly changeTitle: string
  /** What one has stays until the new one is had. */
  readonly changeKeeps: (when: string) => string
  readonly changeTo: string
  readonly changed: string
  readonly same: string
  /** It is full, but what one has there may make room. */
  readonly maybe: string
  readonly cancel: string
  readonly cancelSure: string
  readonly cancelCost: string
  readonly cancelYes: string
  readonly cancelNo: string
  readonly cancelled: string
  readonly cancelledHint: string
  readonly again: string
  readonly notFresh: string
  readonly notYours: string
  readonly notYoursHint: string
  readonly late: string
}

/** What whoever booked without an account told of themselves. */
export interface OwnDetailsWords {
  readonly title: string
  readonly lead: string
  readonly export: string
  readonly erase: string
  readonly sure: string
  readonly sureHint: string
  readonly keep: string
  readonly erased: string
  /** The visit is still to come. */
  readonly stands: string
}

export interface MineWords {
  readonly heading: string
  readonly next: string
  readonly later: string
  readonly past: string
  readonly held: string
  readonly none: string
  readonly noneHint: string
  readonly find: string
  readonly open: string
  /** Without an account: they are known on this device only. */
  readonly guestNote: string
  readonly inDays: (days: number) => string
}
