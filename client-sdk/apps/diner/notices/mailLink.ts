import type { Output } from '../../../src/index.ts'
import type { useClient } from '../../../src/react.ts'

type Client = ReturnType<typeof useClient>

/** What a mail that can be unsubscribed from was about, and the secret of its link. */
export interface MailLink {
  /** A reminder of a visit, or what a desk has answered. */
  readonly of: 'visit' | 'talk'
  /** Reservation, or conversation. */
  readonly id: string
  readonly secret: string
}

export type Linked = Output<'notice.link.get'>

export async function readLink({ call }: Client, { of, id, secret }: MailLink): Promise<Linked> {
  if (of === 'visit') return call('notice.link.get', { reservationId: id, secret })
  return { ...(await call('notice.talk.get', { conversationId: id, secret })), preferences: null }
}

/** Whether such mails come from now on. */
export async function switchMails({ call }: Client, { of, id, secret }: MailLink, mails: boolean): Promise<Linked> {
  if (of === 'visit') return call('notice.link.change', { reservationId: id, secret, mails })
  return { ...(await call('notice.talk.change', { conversationId: id, secret, mails })), preferences: null }
}
