import type { Config } from '../../server/core/config.ts'
import { createProviderGate } from '../channels/providerGate.ts'
import { createSmtpChannel } from '../channels/smtp.ts'
import type { MailChannel } from './mailOutlet.ts'

/** A mail server behind its limits. */
export interface MailServer extends MailChannel {
  /** Takes none any more, and lets what is under way finish. */
  close(): void
}

/** What a mail server takes from one process of ours. */
const perSecond = 10

/** Null: none is named, and mails wait. */
export function connectMail({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): MailServer | null {
  if (smtpUrl === null) return null
  const smtp = createSmtpChannel({ url: smtpUrl, from: { name: 'Couvert', address: mailFrom } })
  const gate = createProviderGate({ now: () => performance.now(), perSecond })
  let isClosed = false
  return {
    waitMs: () => (isClosed ? Number.POSITIVE_INFINITY : gate.waitMs()),
    ask: gate.ask,
    async send(mail) {
      const outcome = await smtp.send(mail)
      gate.told(outcome)
      return outcome
    },
    close() {
      isClosed = true
      smtp.close()
    },
  }
}
