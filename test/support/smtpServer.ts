import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** When a server does something else than well: instead of which answer. `body`: while the mail is being said. */
export type Moment = 'connect' | 'mail' | 'recipient' | 'data' | 'body' | 'dot'

/**
 * One thing that goes wrong: a refusal, no answer ever, a cut link, an answer that comes byte by byte, or a link that is
 * cut right behind a good answer. `data` and `body` know silence and cuts only.
 */
export interface Scene {
  readonly at: Moment
  readonly answer: number | 'none' | 'cut' | 'trickled' | 'cut behind it'
}

export interface HeardMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  readonly raw: string
  readonly email: Email
  readonly secure: boolean
}

/** A mail server on this machine that speaks real SMTP, and errs by script. */
export interface SmtpServer extends AsyncDisposable {
  readonly port: number
  /** For the connections and mails to come, in order; without one all is well. */
  readonly script: Scene[]
  /** Heard in full and not refused, whether or not whoever sent them could know. */
  readonly mails: readonly HeardMail[]
  /** How each conversation that came to a mail began: the name it was greeted by, and whether it was encrypted. */
  readonly conversations: readonly { readonly name: string; readonly secure: boolean; readonly user: string | null }[]
  readonly connections: number
  /** What it says of a mail it takes. */
  taken: string
  /** Cuts all connections, and takes no more. */
  close(): Promise<void>
}

interface Options {
  /** PEM. Without it no encryption is offered. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Encrypted before the first word. */
  readonly secure?: boolean
  /** Whether it takes several commands at once. @default true */
  readonly pipelining?: boolean
  /** Without it nobody has to log in. */
  readonly login?: { readonly user: string; readonly password: string }
}

/** Between two bytes of a trickled answer. */
const everyMs = 1000

export async function startSmtpServer(options: Options = {}): Promise<SmtpServer> {
  const { tls, secure = false, pipelining = true, login } = options
  const script: Scene[] = []
  const mails: HeardMail[] = []
  const conversations: { name: string; secure: boolean; user: string | null }[] = []
  const links = new Map<number, Link>()
  let connections = 0

  const linkOf = ({ remotePort }: SMTPServerSession): Link => {
    const link = links.get(remotePort)
    if (link === undefined) throw new Error('A conversation without a connection.')
    return link
  }

  const server = new SMTPServer({
    ...tls,
    secure,
    hidePIPELINING: !pipelining,
    ...(tls === undefined && { disabledCommands: ['STARTTLS', ...(login === undefined ? ['AUTH'] : [])] }),
    authOptional: login === undefined,
    disableReverseLookup: true,
    closeTimeout: 1,
    onAuth: ({ username, password }, _session, answer) => {
      const isKnown = username === login?.user && password === login?.password
      answer(isKnown ? null : new Error('No.'), isKnown ? { user: username } : undefined)
    },
    onConnect: (session, answer) => {
      const link = linkOf(session)
      if (script[0]?.at === 'connect') link.scene = script.shift()
      play(link, 'connect', answer)
    },
    onMailFrom: (_address, session, answer) => {
      const link = linkOf(session)
      link.scene = script[0]?.at === 'connect' ? undefined : script.shift()
      const { hostNameAppearsAs, secure, user } = session
      conversations.push({ name: String(hostNameAppearsAs), secure, user: typeof user === 'string' ? user : null })
      play(link, 'mail', answer)
    },
    onRcptTo: (_address, session, answer) => play(linkOf(session), 'recipient', answer),
    onData: (stream, session, answer) => {
      const link = linkOf(session)
      if (link.scene?.at === 'body') return stopHearing(stream, link)
      hear(stream, session).then((mail) => {
        if (link.scene?.at !== 'dot' || typeof link.scene.answer !== 'number') mails.push(mail)
        play(link, 'dot', (error) => answer(error, told.taken))
      }, answer)
    },
  })
  // Those who hang up in the middle are part of the play.
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    connections += 1
    links.set(socket.remotePort ?? 0, linkOver(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')

  const close = async (): Promise<void> => {
    if (!server.server.listening) return
    const closed = once(server.server, 'close')
    server.close()
    for (const { socket } of links.values()) socket.destroy()
    await closed
  }
  const told: SmtpServer = {
    port: (server.server.address() as AddressInfo).port,
    script,
    mails,
    conversations,
    get connections() {
      return connections
    },
    taken: 'OK',
    close,
    [Symbol.asyncDispose]: close,
  }
  return told
}

interface Link {
  readonly socket: Socket
  scene: Scene | undefined
  trickles: boolean
}

/** What the server says goes through here: some is kept back, some comes slowly. */
function linkOver(socket: Socket): Link {
  const link: Link = { socket, scene: undefined, trickles: false }
  const write = socket.write.bind(socket)
  const say = (chunk: Uint8Array | string): boolean => {
    const { scene } = link
    if (scene?.at === 'data' && Buffer.from(chunk).toString().startsWith('354')) {
      if (scene.answer === 'cut') socket.resetAndDestroy()
      return true
    }
    if (!link.trickles) return write(chunk)
    trickle(socket, Buffer.from(chunk), write)
    return true
  }
  socket.write = say
  return link
}

function trickle(socket: Socket, bytes: Buffer, write: (chunk: Uint8Array) => boolean): void {
  let said = 0
  const timer = setInterval(() => {
    if (said >= bytes.length) clearInterval(timer)
    else write(bytes.subarray(said, (said += 1)))
  }, everyMs)
  socket.once('close', () => clearInterval(timer))
}

/** Whoever is not answered here hears nothing, ever. */
function play(link: Link, moment: Moment, answer: (error?: Error | null) => void): void {
  const { socket, scene } = link
  if (scene?.at !== moment) answer()
  else if (typeof scene.answer === 'number') answer(refusal(scene.answer))
  else if (scene.answer === 'cut') socket.resetAndDestroy()
  else if (scene.answer !== 'none') {
    link.trickles = scene.answer === 'trickled'
    answer()
    if (scene.answer === 'cut behind it') setImmediate(() => socket.resetAndDestroy())
  }
}

/** Servers like to repeat whom they refuse, and to be visited for help. */
function refusal(responseCode: number): Error {
  const error = new Error('<guest@example.com> is refused, see https://example.com/why?who=guest@example.com')
  return Object.assign(error, { responseCode })
}

/** In the middle of a mail. */
function stopHearing(stream: SMTPServerDataStream, { socket, scene }: Link): void {
  stream.once('data', () => {
    stream.pause()
    if (scene?.answer === 'cut') socket.resetAndDestroy()
  })
}

async function hear(stream: SMTPServerDataStream, { envelope, secure }: SMTPServerSession): Promise<HeardMail> {
  const raw = await buffer(stream)
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  const to = envelope.rcptTo.map(({ address }) => address)
  return { envelope: { from, to }, raw: raw.toString('latin1'), email: await PostalMime.parse(raw), secure }
}
