import type { Deps } from '../../server/core/deps.ts'
import { composeNotice } from '../../server/core/notices/composeNotice.ts'
import { contactOf } from '../../server/core/notices/contact.ts'
import type { Channel } from './channel.ts'
import type { MailServer } from './connectMail.ts'

/** By e-mail, at the address they gave. */
export function mailChannel(deps: Deps, mail: MailServer): Channel {
  return {
    waitMs: mail.waitMs,
    ask: mail.ask,
    async reach(reservation) {
      const contact = await contactOf(deps, reservation)
      if (contact?.email == null) return null
      const { email } = contact
      return async (delivery, told) => {
        const written = await composeNotice(deps, { delivery, reservation, contact: { ...contact, email }, told })
        return () => mail.send(written)
      }
    },
  }
}
