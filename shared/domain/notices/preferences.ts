import type { Instant } from '../book/types.ts'
import { type Kind, kinds, type NoticeChannel, type ToldKindName, toldKinds } from './kinds.ts'
import { type QuietWeek, quietUntil } from './quietHours.ts'

/** One kind by one channel. */
export interface Switch {
  readonly kind: ToldKindName
  readonly channel: NoticeChannel
}

/** What somebody wants to be told, by which ways, and when not. */
export interface Preferences {
  /** What is not here is on, so that a new kind is told until somebody says otherwise. */
  readonly off: readonly Switch[]
  readonly quiet: QuietWeek
  /** IANA; null: that of the restaurant. */
  readonly zone: string | null
}

/** From ten in the evening to eight in the morning. */
const everyNight: QuietWeek = Array.from({ length: 7 }, () => ({ from: '22:00', to: '08:00' }))

/** Of whoever never said anything. */
export const unsaid: Preferences = { off: [], quiet: everyNight, zone: null }

export const allSwitches: readonly Switch[] = (Object.keys(toldKinds) as ToldKindName[]).flatMap((kind) =>
  toldKinds[kind].channels.map((channel) => ({ kind, channel })),
)

/**
 * What a mail that can be unsubscribed from stands for: all about bookings that comes by mail and need not. Whoever wants
 * no reminders still wants the answers to what they asked.
 */
export const mailsThatNeedNot: readonly Switch[] = allSwitches.filter(
  ({ kind, channel }) => channel === 'email' && kind in kinds && !toldKinds[kind].critical,
)

/** The same of a mail that tells what a desk has answered: whoever has enough of those still wants their reminders. */
export const answersByMail: Switch = { kind: 'message.unread', channel: 'email' }

export function isOn({ off }: Pick<Preferences, 'off'>, { kind, channel }: Switch): boolean {
  return toldKinds[kind].critical || !off.some((one) => one.kind === kind && one.channel === channel)
}

/** The app's own list makes no sound: it is looked at when somebody looks. */
export function disturbs(channel: NoticeChannel): boolean {
  return channel !== 'app'
}

/**
 * When somebody may be told, as far as their quiet hours go; null: now.
 *
 * @param venueZone IANA, where they named none themselves
 */
export function heldUntil(
  { quiet, zone }: Preferences,
  { urgent }: Pick<Kind, 'urgent'>,
  channel: NoticeChannel,
  { venueZone, now }: { readonly venueZone: string; readonly now: Instant },
): Instant | null {
  if (urgent || !disturbs(channel)) return null
  return quietUntil(quiet, zone ?? venueZone, now)
}
