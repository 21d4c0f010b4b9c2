/** From the first page to a chosen time. */
export interface SearchWords {
  readonly heading: string
  readonly what: string
  readonly whatHint: string
  readonly when: string
  readonly who: string
  /** Until the afternoon, and after it. */
  readonly today: string
  readonly tonight: string
  readonly tomorrow: string
  readonly anyDay: string
  readonly price: string
  readonly priceUpTo: (level: number) => string
  readonly distinction: string
  readonly city: string
  readonly cuisine: string
  readonly all: string
  readonly more: string
  readonly clear: string
  /** Said once the answer is there. */
  readonly found: (n: number, more: boolean) => string
  readonly freeToday: string
  readonly freeTonight: string
  readonly freeOn: (day: string) => string
  readonly everywhere: string
  /** Nothing is free then, but these fit what was asked otherwise. */
  readonly others: string
  readonly noneFree: (day: string, party: string) => string
  readonly noneFreeHint: string
  readonly none: string
  readonly noneHint: string
  readonly timesFor: (venue: string) => string
  readonly few: string
}

export interface VenueWords {
  readonly distinctions: Readonly<Record<Distinction, string>>
  /** `₩₩₩` read out. */
  readonly price: (n: number) => string
  readonly pictures: string
  readonly picture: (n: number, of: number) => string
  readonly pictureBefore: string
  readonly pictureAfter: string
  readonly about: string
  /** The text is in another language than the page. */
  readonly aboutIn: Readonly<Record<'ko' | 'en' | 'ja', string>>
  readonly facts: string
  readonly address: string
  readonly map: string
  readonly phone: string
  readonly website: string
  readonly newTab: string
  readonly facilities: string
  readonly rules: string
  readonly holdFor: (minutes: number) => string
  readonly window: (days: number) => string
  readonly lead: (minutes: number) => string
  readonly freeCancel: string
  readonly gone: string
  readonly goneHint: string
}

export type Distinction = 'three_stars' | 'two_stars' | 'one_star' | 'bib_gourmand' | 'selected'

export interface PickerWords {
  readonly heading: string
  readonly days: string
  readonly today: string
  readonly dayBefore: string
  readonly dayAfter: string
  readonly who: string
  /** By the id a restaurant gives its service; another id is shown as it is. */
  readonly services: Readonly<Record<string, string>>
  /** By the letter of the availability feed; `mine`: the reader's own; `gone`: taken while they looked. */
  readonly looks: Readonly<Record<'o' | 'f' | 'x' | 'c' | 'mine' | 'gone', string>>
  readonly noSlots: string
  readonly noSlotsHint: string
  readonly full: string
  readonly fullHint: string
  readonly notForParty: (party: string) => string
  readonly chosen: (time: string, party: string) => string
  readonly hold: string
  readonly holdHint: (minutes: number) => string
  /** There is a hold of the reader's that night: it moves instead of a second one. */
  readonly moveHold: string
  readonly notFresh: string
  readonly justGone: string
  readonly whyNot: string
  readonly freeAgain: string
  readonly nearest: string
  readonly otherDays: string
  readonly looking: string
  readonly noneNear: string
  readonly toMine: string
}
