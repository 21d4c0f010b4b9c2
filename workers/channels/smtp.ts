import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import type { Mail, SendOutcome } from '../../server/core/notices/message.ts'
import { checkSender, composeMail, domainOf, isOneAddress, type Sender } from './composeMail.ts'
import { failureOf } from './smtpFailure.ts'

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with name and password where the server asks for them; nothing after a question mark counts. */
  readonly url: string
  readonly from: Sender
  /** PEM of who vouches for the server, where the system's own list does not know them. */
  readonly ca?: string
  /** From the look-up of the name to the greeting and to TLS. @default 5_000 */
  readonly connectMs?: number
  /** Without a byte from the server. @default 15_000 */
  readonly silenceMs?: number
  /** The whole of one try, waiting for a free connection included. @default 20_000 */
  readonly sendMs?: number
  /** How long what is being sent may take once the channel is closed. @default 5_000 */
  readonly closeMs?: number
}

export interface SmtpChannel {
  /** One try. Never throws: whatever happens is an outcome, and names nobody. */
  send(mail: Mail): Promise<SendOutcome>
  /** Lets what is being sent finish, but not for long. */
  close(): void
}

/** Hands mails to a mail server. @throws for an address or a sender that cannot be used */
export function createSmtpChannel(options: SmtpOptions): SmtpChannel {
  const { from, sendMs = 20_000, closeMs = 5000 } = options
  checkSender(from)
  const transporter = createTransport(poolOptions(options))
  const saidInFull = new WeakSet<AbortSignal>()
  const underWay = new Set<AbortController>()

  // Whether a lost link leaves a mail unsure hangs on this. nodemailer pipes this very stream through one that adds the
  // final dot when it ends (`send` and `DataStream` in its smtp-connection), once the server has said 354. So a mail
  // cannot have been finished before this stream has ended; after that it may have been. Its pool hands a mail to a
  // second connection only while the stream is unread (`readableDidRead` in pool-resource), and with a new one.
  transporter.use('stream', ({ message, data: { signal } }, next) => {
    message.processFunc((stream) => stream.once('end', () => signal !== undefined && saidInFull.add(signal)))
    next()
  })

  return {
    async send(mail) {
      if (!isOneAddress(mail.to)) return { end: 'never', error: 'bad_address' }
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), sendMs)
      underWay.add(deadline)
      try {
        const { messageId, response } = await transporter.sendMail({
          ...composeMail(mail, from),
          signal: deadline.signal,
        })
        return { end: 'sent', ref: queueIdIn(response) ?? messageId }
      } catch (error) {
        return failureOf(error, saidInFull.has(deadline.signal))
      } finally {
        clearTimeout(timer)
        underWay.delete(deadline)
      }
    },
    close() {
      transporter.close()
      const abort = () => {
        for (const deadline of underWay) deadline.abort()
      }
      setTimeout(abort, closeMs).unref()
    },
  }
}

/** What Postfix and Exim, and those who speak like them, call a mail they have taken. */
function queueIdIn(response: string): string | undefined {
  return /(?:queued as|id=) ?([\w-]{4,64})/i.exec(response)?.[1]
}

function poolOptions({ url, from, ca, connectMs = 5000, silenceMs = 15_000 }: SmtpOptions) {
  return {
    ...serverAt(url),
    pool: true,
    maxConnections: 3,
    // One more than none: a connection that the server closed while it was idle is no failure.
    maxRequeues: 1,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    // Else the name of this machine.
    name: domainOf(from.address),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    disableFileAccess: true,
    disableUrlAccess: true,
  } satisfies SMTPPoolOptions & { pool: true }
}

/** Plain text only within this machine. */
function serverAt(url: string): SMTPPoolOptions {
  // Not `new URL` alone: what it throws repeats the password.
  if (!URL.canParse(url) || !/^smtps?:\/\/[^/]/.test(url)) {
    throw new Error('The address of a mail server begins with smtp:// or smtps:// and names it.')
  }
  const { protocol, hostname, port, username, password } = new URL(url)
  const isPlain = protocol === 'smtp:' && ['127.0.0.1', 'localhost'].includes(hostname)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    secure: protocol === 'smtps:',
    ...(isPlain ? { ignoreTLS: true } : { requireTLS: true }),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  }
}
