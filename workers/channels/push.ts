import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { Agent } from 'node:https'
import { deleteApp, initializeApp } from 'firebase-admin/app'
import { getMessaging, type TokenMessage } from 'firebase-admin/messaging'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { ServiceAccount } from '../../server/core/config.ts'
import type { Push } from '../../server/core/notices/message.ts'
import { fcmCredential } from './fcmCredential.ts'
import { type Heard, listenTo } from './heardAnswers.ts'
import { type DeviceOutcome, failureOf } from './pushFailure.ts'

export interface PushOptions {
  readonly account: ServiceAccount
  /** Takes CONNECT. Null: straight there. */
  readonly proxy: string | null
  /** One try for an access token. @default 5_000 */
  readonly tokenMs?: number
  /** The whole of one call, with what the SDK tries again by itself. @default 20_000 */
  readonly sendMs?: number
  /** How long what is being sent may take once the channel is closed. @default 5_000 */
  readonly closeMs?: number
}

export interface PushChannel {
  /** One try. Never throws: whatever happens is an outcome, one for each token in their order, and names nobody. */
  send(push: Push, tokens: readonly string[]): Promise<readonly DeviceOutcome[]>
  /** Lets what is being sent finish, but not for long. */
  close(): Promise<void>
}

const host = 'fcm.googleapis.com'
/** At once: of about two hundred, the provider hangs up on all. */
const atOnce = 100
/** Longer the provider keeps nothing. */
const longestLifeMs = 28 * 86_400_000
/** A connection nobody needed for so long is closed. */
const idleMs = 60_000

/** Hands pushes to Firebase Cloud Messaging. @throws for a key that cannot be used */
export function createPushChannel(options: PushOptions): PushChannel {
  const { account, proxy, tokenMs = 5000, sendMs = 20_000, closeMs = 5000 } = options
  const kept = { keepAlive: true, timeout: idleMs }
  const agent = proxy === null ? new Agent(kept) : new HttpsProxyAgent(proxy, kept)
  const credential = fcmCredential(account, agent, tokenMs)
  const app = initializeApp({ credential, projectId: account.projectId, httpAgent: agent }, randomUUID())
  const messaging = getMessaging(app)
  const listening = listenTo(host)
  let closed: Promise<void> | null = null
  const underWay = new Map<AbortController, Promise<unknown>>()

  async function tell(message: TokenMessage, signal: AbortSignal): Promise<DeviceOutcome> {
    const heard: Heard = { answer: null, unanswered: 0 }
    try {
      // One by one: `sendEach` takes HTTP/2, which goes by no proxy.
      const sending = listening.during(heard, signal, () => messaging.send(message))
      return { end: 'sent', ref: await Promise.race([sending, rejectedBy(signal)]) }
    } catch (error) {
      return failureOf(heard, error, Date.now())
    }
  }

  async function tellAll(push: Push, tokens: readonly string[], signal: AbortSignal): Promise<DeviceOutcome[]> {
    const outcomes: DeviceOutcome[] = []
    for (let from = 0; from < tokens.length; from += atOnce) {
      const batch = tokens.slice(from, from + atOnce)
      outcomes.push(...(await Promise.all(batch.map((token) => tell(messageOf(push, token, Date.now()), signal)))))
    }
    return outcomes
  }

  return {
    async send(push, tokens) {
      const deadline = new AbortController()
      setMaxListeners(2 * tokens.length, deadline.signal)
      const timer = setTimeout(() => deadline.abort(), sendMs)
      const telling = tellAll(push, tokens, deadline.signal)
      underWay.set(deadline, telling)
      try {
        return await telling
      } finally {
        clearTimeout(timer)
        underWay.delete(deadline)
      }
    },
    close: () => (closed ??= finish()),
  }

  async function finish(): Promise<void> {
    const timer = setTimeout(() => [...underWay.keys()].map((deadline) => deadline.abort()), closeMs)
    await Promise.all(underWay.values())
    clearTimeout(timer)
    listening.stop()
    await deleteApp(app)
    agent.destroy()
  }
}

function messageOf(
  { title, body, language, path, collapseKey, until }: Push,
  token: string,
  now: number,
): TokenMessage {
  const lifeMs = Math.min(Math.max(0, until - now), longestLifeMs)
  const lifeSeconds = Math.floor(lifeMs / 1000)
  return {
    token,
    notification: { title, body },
    data: { path, collapseKey },
    android: { priority: 'high', ttl: lifeSeconds * 1000, collapseKey, notification: { tag: collapseKey } },
    apns: {
      headers: {
        'apns-collapse-id': collapseKey,
        'apns-expiration': String(Math.floor((now + lifeMs) / 1000)),
        'apns-priority': '10',
      },
      payload: { aps: { sound: 'default' } },
    },
    webpush: {
      headers: { Topic: collapseKey, TTL: String(lifeSeconds), Urgency: 'high' },
      // In which voice it is read out.
      notification: { tag: collapseKey, lang: language },
    },
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new DOMException('too late', 'AbortError'))
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
}
