/** One kind of letter, said about `About`. */
export interface Wording<About> {
  readonly subject: (about: About) => string
  /** Behind the subject in an inbox: does not repeat it. */
  readonly preview: (about: About) => string
  readonly heading: (about: About) => string
  readonly text: (about: About) => string
}

/** A booking in the reader's words, with the restaurant's clock. */
export interface SaidBooking {
  /** With the honorific. */
  readonly guest: string
  readonly venue: string
  readonly day: string
  readonly time: string
  readonly party: string
}

/** The guest has not come yet. */
export interface SaidDelay extends SaidBooking {
  readonly phone: string | null
}

/** How many of each; none is zero. */
export interface SaidDigest {
  readonly venue: string
  readonly total: number
}

export type Role = 'host' | 'manager' | 'concierge'

export interface Labels {
  readonly venue: string
  readonly date: string
  readonly time: string
  readonly party: string
  readonly guest: string
  /** For somebody else, or for a company. */
  readonly bookedBy: string
  readonly address: string
  readonly phone: string
  /** What a changed booking was. */
  readonly before: string
  readonly when: string
  readonly device: string
  readonly newAddress: string
}

export interface ReservationWords {
  readonly confirmed: Wording<SaidBooking>
  readonly changed: Wording<SaidBooking>
  readonly cancelledBy: Readonly<Record<'guest' | 'restaurant', Wording<SaidBooking>>>
  readonly dayBefore: Wording<SaidBooking>
  readonly sameDay: Wording<SaidBooking>
  /** Of one who was about to pay. */
  readonly ranOut: Wording<SaidBooking>
  readonly late: Wording<SaidDelay>
  readonly manage: string
  readonly bookAgain: string
  /** Why it came. */
  readonly note: (venue: string) => string
  /** Whoever has the link may use it. */
  readonly linkNote: string
  /** The way to no more reminders by mail. */
  readonly unsubscribe: string
}

export interface StaffWords {
  readonly made: Wording<SaidBooking>
  readonly changed: Wording<SaidBooking>
  readonly cancelledBy: Readonly<Record<'guest' | 'restaurant', Wording<SaidBooking>>>
  readonly digest: Wording<SaidDigest>
  /** Over each part of a digest. */
  readonly groups: Readonly<Record<'made' | 'changed' | 'cancelled', (count: number) => string>>
  readonly before: (what: string) => string
  /** More than a letter lists. */
  readonly more: (count: number) => string
  /** Leads to where they say how they are told. */
  readonly choose: string
  readonly note: (venue: string) => string
}

/** What a desk said and was not read. */
export interface SaidMeanwhile {
  readonly desk: string
  readonly count: number
}

export interface TalkWords {
  readonly unread: Wording<SaidMeanwhile>
  /** Said before those that are listed. */
  readonly more: (count: number) => string
  readonly open: string
  /** Why it came. */
  readonly note: (desk: string) => string
  /** Leads to where they say how they are told. */
  readonly choose: string
  /** The way to no more such mails. */
  readonly unsubscribe: string
  /** All that was said, because somebody asked for it. */
  readonly transcript: Wording<{ readonly desk: string }>
  readonly transcriptNote: (desk: string) => string
}

export interface SecurityWords {
  readonly codes: Readonly<Record<'register' | 'reset' | 'email', Wording<void>>>
  readonly codeNote: (minutes: number) => string
  /** Somebody wants an account for an address that has one. */
  readonly registered: Wording<void>
  /** Somebody wants to reset a password where there is no account. */
  readonly nobody: Wording<void>
  readonly notYouNote: string
  readonly invitation: Wording<{ readonly venue: string; readonly role: string }>
  readonly invitationNote: (days: number) => string
  readonly roles: Readonly<Record<Role, string>>
  readonly notices: Readonly<
    Record<
      'passwordChanged' | 'emailChanged' | 'factorOn' | 'factorOff' | 'newDevice',
      Wording<{ readonly name: string }>
    >
  >
  /** Nothing is sent to an address of a restaurant's own system any more. */
  readonly webhookOff: Readonly<Record<'gone' | 'failing', Wording<{ readonly venue: string; readonly host: string }>>>
  readonly webhookOffNote: string
  /** What to do when it was somebody else. */
  readonly noticeNote: string
  readonly device: (browser: string | null, system: string | null) => string
  readonly login: string
  readonly register: string
  readonly accept: string
  readonly resetPassword: string
  readonly account: string
}

/** Every word of every mail. A language that lacks one does not compile. */
export interface MailWords {
  /** A person's name with the honorific. */
  readonly person: (name: string) => string
  readonly guests: (n: number) => string
  /** Between two things in a row. */
  readonly comma: string
  /** Clock times at the restaurant. */
  readonly span: (from: string, to: string, city: string) => string
  readonly labels: Labels
  readonly reservation: ReservationWords
  readonly staff: StaffWords
  readonly talk: TalkWords
  readonly security: SecurityWords
}
