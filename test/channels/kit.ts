import type { Mail } from '../../server/core/notices/message.ts'
import { createSmtpChannel, type SmtpChannel, type SmtpOptions } from '../../workers/channels/smtp.ts'
import type { SmtpServer } from '../support/smtpServer.ts'

export const from = { name: 'Couvert', address: 'table@couvert.example' }

/** Whom nothing but a mail may name. */
export const guest = 'guest@example.com'

export function mailOf(parts: Partial<Mail> = {}): Mail {
  return {
    to: guest,
    subject: 'Your table is booked',
    html: '<p>See you on Friday.</p>',
    text: 'See you on Friday.',
    language: 'en',
    messageId: 'r1.confirmed.1',
    unsubscribe: null,
    calendar: null,
    ...parts,
  }
}

/** Closed at the end of the test, which a channel itself need not be able to. */
export function channelTo(
  { port }: Pick<SmtpServer, 'port'>,
  options: Partial<SmtpOptions> = {},
): SmtpChannel & Disposable {
  const channel = createSmtpChannel({ url: `smtp://127.0.0.1:${port}`, from, ...options })
  return { ...channel, [Symbol.dispose]: () => channel.close() }
}
