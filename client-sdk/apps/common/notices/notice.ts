import type { FeedEntry } from '../../../src/index.ts'

export type Notice = FeedEntry<'notices'>
/** A guest waits at a desk. */
export type CallNotice = Extract<Notice, { readonly deskId: string }>
/** Something became of a booking. */
export type BookingNotice = Exclude<Notice, CallNotice>

export function isCall(notice: Notice): notice is CallNotice {
  return 'deskId' in notice
}

/** The newest first. */
export function newestFirst(content: Readonly<Record<string, Notice>> | null): readonly Notice[] {
  return Object.values(content ?? {}).toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

export const unreadIn = (notices: readonly Notice[]) => notices.filter(({ read }) => !read).length

/** Where it is looked after. What those who work there are told leads to what is theirs: the ticket speaks to the guest. */
export function pageOf(notice: Notice): string {
  if (isCall(notice)) return `/desk/at/${notice.deskId}/${notice.conversationId}`
  const { kind, reservationId } = notice
  return kind.startsWith('alert.') ? `/bookings/${reservationId}` : `/r/${reservationId}`
}

/** Of what leads there. */
export const classOf = ({ read }: Pick<Notice, 'read'>) => (read ? 'notice-line' : 'notice-line unread')
