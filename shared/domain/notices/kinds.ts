import type { ClaimEnd, ClaimState, Instant } from '../book/types.ts'

/** Ways to reach somebody. */
export const noticeChannels = ['email', 'push', 'app'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

export interface Kind {
  readonly channels: readonly NoticeChannel[]
  /** Cannot be switched off. */
  readonly critical: boolean
  /** No quiet hours hold it back: by the morning it would be too late. */
  readonly urgent: boolean
  /** Nobody needs it any more once the visit has begun, or is over. */
  readonly usefulUntil: 'start' | 'end'
  /** Where nobody knows whether it went out: once more under the same id, or rather not. */
  readonly ifUnsure: 'again' | 'leave'
  /** It belongs to one visit: at another time there is another, which replaces it. */
  readonly ofVisit: boolean
  /** Says what is another than they were told; where nothing is, it says nothing. */
  readonly ofChange: boolean
  /** Only where the restaurant marks who has come: elsewhere nobody knows whether they have. */
  readonly ifMarked: boolean
  /** What the reservation has to be for it to be true. */
  readonly trueIn: ReadonlySet<ClaimState | ClaimEnd>
}

const coming: Kind['trueIn'] = new Set<ClaimState>(['confirmed', 'arrived', 'seated'])
const notYetHere: Kind['trueIn'] = new Set<ClaimState>(['confirmed'])

const telling = {
  channels: noticeChannels,
  critical: true,
  urgent: true,
  usefulUntil: 'end',
  ifUnsure: 'again',
  ofVisit: false,
  ofChange: false,
  ifMarked: false,
} as const
const reminding = {
  channels: noticeChannels,
  critical: false,
  urgent: false,
  usefulUntil: 'start',
  ifUnsure: 'leave',
  ofVisit: true,
  ofChange: false,
  ifMarked: false,
} as const

/** Everything whoever has a reservation is told about it. */
export const kinds = {
  'reservation.confirmed': { ...telling, trueIn: coming },
  'reservation.changed': { ...telling, ofChange: true, trueIn: coming },
  'reservation.cancelled': { ...telling, trueIn: new Set<ClaimEnd>(['cancelled']) },
  /** A hold that waited for a payment. */
  'payment.expired': { ...telling, usefulUntil: 'start', trueIn: new Set<ClaimEnd>(['expired']) },
  'reminder.dayBefore': { ...reminding, trueIn: notYetHere },
  'reminder.sameDay': { ...reminding, trueIn: notYetHere },
  /** The time has come and they have not. Whoever is on their way is awake. */
  'reminder.late': { ...reminding, urgent: true, usefulUntil: 'end', ifMarked: true, trueIn: notYetHere },
} as const satisfies Record<string, Kind>

export type KindName = keyof typeof kinds

/** What somebody is told of their conversations. */
export const talkKinds = {
  /** The app's own bell counts it anyway, also where nobody knows whether this went out. */
  'message.unread': { channels: ['email', 'push'], critical: false, urgent: false, ifUnsure: 'leave' },
} as const satisfies Record<string, Pick<Kind, 'channels' | 'critical' | 'urgent' | 'ifUnsure'>>

export type TalkKindName = keyof typeof talkKinds

/**
 * What those who work at a desk are told of who waits there: the target has run out, or nobody is there. A guest who waits
 * for nobody is worse than a phone that rings, so there is nothing to wish about it.
 */
export const callKinds = {
  'wait.overdue': { channels: ['push', 'app'] },
  'wait.unattended': { channels: ['push', 'app'] },
} as const satisfies Record<string, Pick<Kind, 'channels'>>

export type CallKind = keyof typeof callKinds
export type CallChannel = (typeof callKinds)[CallKind]['channels'][number]
export const callKindNames = Object.keys(callKinds) as [CallKind, ...CallKind[]]

/** Everything that somebody is told and may have wishes about. */
export const toldKinds = { ...kinds, ...talkKinds }
export type ToldKindName = keyof typeof toldKinds

/** When a notice that belongs to a visit is due. */
export interface Due {
  readonly kind: KindName
  readonly at: Instant
}

const hourMs = 3_600_000
/** Before the visit. */
const dayBeforeMs = 24 * hourMs
const sameDayMs = 3 * hourMs
/** After it was to begin. */
const lateMs = 15 * 60_000
/** Whoever has just been told when they come needs no reminder. */
const restMs = 6 * hourMs

/** What a visit that was booked, or moved, at `now` is followed by. */
export function duesOf(start: Instant, now: Instant): readonly Due[] {
  const dues: readonly Due[] = [
    { kind: 'reminder.dayBefore', at: start - dayBeforeMs },
    { kind: 'reminder.sameDay', at: start - sameDayMs },
  ]
  const late: readonly Due[] = [{ kind: 'reminder.late', at: start + lateMs }]
  return [...dues.filter(({ at }) => at >= now + restMs), ...late.filter(({ at }) => at > now)]
}
