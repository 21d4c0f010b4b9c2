import type { BookEvent, ClaimEnd, ClaimState } from '../book/types.ts'
import { factOf } from './factOf.ts'
import { type Kind, type KindName, kinds, type NoticeChannel } from './kinds.ts'

/** How often somebody who works at a restaurant is written to about its bookings. */
export const alertPaces = ['each', 'hourly', 'daily', 'never'] as const
export type AlertPace = (typeof alertPaces)[number]
export type DigestPace = Exclude<AlertPace, 'each' | 'never'>

/** How somebody is told of what guests do with their bookings at one restaurant. */
export interface AlertChoice {
  readonly email: AlertPace
  readonly push: boolean
  readonly app: boolean
}

/**
 * Of whoever has not chosen. Who runs a house must hear of its bookings without having found a setting, at the cost of
 * one mail a day. All others have the book before them, and whoever is told too much soon reads none of it.
 */
export function choiceByDefault(isManager: boolean): AlertChoice {
  return { email: isManager ? 'daily' : 'never', push: false, app: false }
}

/** Whether they still want what was written down for them; an e-mail at another pace than now goes as it was meant. */
export function wantsIt(choice: AlertChoice, channel: NoticeChannel): boolean {
  return channel === 'email' ? choice.email !== 'never' : choice[channel]
}

const alerting = {
  channels: ['email', 'push', 'app'] as readonly NoticeChannel[],
  critical: false,
  urgent: true,
  usefulUntil: 'end',
  // The book has it all: rather one too few than two of one.
  ifUnsure: 'leave',
  ofVisit: false,
  ofChange: false,
  ifMarked: false,
} as const

/** What those who work there are told of it. */
export const alertKinds = {
  'alert.made': { ...alerting, trueIn: kinds['reservation.confirmed'].trueIn },
  'alert.changed': { ...alerting, ofChange: true, trueIn: kinds['reservation.changed'].trueIn },
  'alert.cancelled': { ...alerting, trueIn: new Set<ClaimState | ClaimEnd>(['cancelled']) },
} as const satisfies Record<string, Kind>

export type AlertKind = keyof typeof alertKinds
export const alertKindNames = Object.keys(alertKinds) as [AlertKind, ...AlertKind[]]

/** What those who have a reservation are told, as those who work there are. */
const kindFor: Partial<Record<KindName, AlertKind>> = {
  'reservation.confirmed': 'alert.made',
  'reservation.changed': 'alert.changed',
  'reservation.cancelled': 'alert.cancelled',
}

/** What of this event those who work there are told, if it was a guest who did it; `op` is the command. Null: nothing. */
export function alertOf(event: BookEvent, op: string): AlertKind | null {
  const kind = factOf(event, op)
  return kind === null ? null : (kindFor[kind] ?? null)
}
