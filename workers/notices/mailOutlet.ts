import type { Deps } from '../../server/core/deps.ts'
import { composeNotice } from '../../server/core/notices/composeNotice.ts'
import { contactOf } from '../../server/core/notices/contact.ts'
import type { Mail, SendOutcome } from '../../server/core/notices/message.ts'
import type { Outlet } from './outlet.ts'

/** Whoever takes mails: a mail server behind its limits. */
export interface MailChannel extends Pick<Outlet, 'waitMs' | 'ask'> {
  /** Never throws. */
  send(mail: Mail): Promise<SendOutcome>
}

export function createMailOutlet(deps: Deps, { waitMs, ask, send }: MailChannel): Outlet {
  return {
    channel: 'email',
    waitMs,
    ask,
    async find(reservation) {
      const contact = await contactOf(deps, reservation)
      const email = contact?.email ?? null
      if (contact === null || email === null) return null
      return {
        async compose(facts) {
          const mail = await composeNotice(deps, { ...facts, contact: { ...contact, email } })
          return { send: () => send(mail) }
        },
      }
    },
  }
}
