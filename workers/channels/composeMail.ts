import type { SendMailOptions } from 'nodemailer'
import type { Mail } from '../../server/core/notices/message.ts'

/** Who a mail is from. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/** A dot-atom at a domain in ASCII: nothing of it needs quoting in a header or in a command of SMTP, and it is one. */
const oneAddress = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z\d-]+(?:\.[a-z\d-]+)+$/i

export function isOneAddress(text: string): boolean {
  return text.length <= 254 && oneAddress.test(text)
}

/** @throws where it would not do in a header */
export function checkSender({ name, address }: Sender): void {
  if (!isOneAddress(address) || /\p{Cc}/u.test(name)) throw new Error('The sender of mails cannot be used in a header.')
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** Of what people wrote, only the subject gets into a header. @param mail its address has been looked at */
export function composeMail(mail: Mail, from: Sender): SendMailOptions {
  const { to, subject, text, html, language, messageId, unsubscribe, calendar } = mail
  return {
    from,
    // As objects: a text would be searched for several addresses.
    to: [{ name: '', address: to }],
    subject: oneLine(subject),
    messageId: `<${messageId}@${domainOf(from.address)}>`,
    text,
    html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      ...(unsubscribe !== null && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    ...(unsubscribe !== null && { list: { unsubscribe } }),
    ...(calendar !== null && {
      icalEvent: { method: calendar.method, content: calendar.text, filename: 'invite.ics' },
    }),
  }
}

/** nodemailer encodes what a header cannot hold, but lets control characters arrive, and what looks encoded pass. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim()
}
