import type { mongo } from 'mongoose'
import { newId } from '../../../server/core/infra/ids.ts'
import type { ConversationDocument, MessageDocument } from '../../../server/core/talk/documents.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import type { Answer } from '../../../shared/contract/wire.ts'
import { judgeTalk } from '../../checker/talk.ts'
import { ask, connect } from '../../contract/callers.ts'
import { createDevice, type Device, type Seen } from '../../drills/talkers.ts'
import type { Turn } from '../../support/talkTexts.ts'
import { until } from './until.ts'

/** Nodes, and who talks over them. */
export interface Stage {
  /** Of the nodes that are there. */
  readonly urls: readonly string[]
  readonly db: mongo.Db
  readonly deskId: string
  tokenFor(grant: Grant, key: string): string
}

export interface Dialogue {
  readonly turns: readonly Turn[]
  /** Said by the guest's second device, whenever it likes. */
  readonly asides: readonly string[]
}

export interface Played {
  readonly messages: number
  /** Answers to sends, copies included, in milliseconds. */
  readonly tookMs: readonly number[]
  readonly lost: number
  readonly violations: readonly string[]
}

/** What a feed has; a dialogue is no longer than that. */
export const longestDialogue = 50

/**
 * One dialogue in its order, while a second device of the guest says something in between: each message sent up to three
 * times, devices that fall silent and come back, and a judge at the end.
 */
export async function playDialogue(stage: Stage, { turns, asides }: Dialogue): Promise<Played> {
  const { urls, deskId } = stage
  const [guestKey, staffKey] = [newId(), newId()]
  const token = {
    guest: stage.tokenFor({ role: 'guest', venueId: null }, guestKey),
    desk: stage.tokenFor({ role: 'concierge', venueId: deskId }, staffKey),
  }
  const conversationId = await open(stage, token.guest)
  const seen: Seen = { acknowledged: [], shown: [] }
  const deviceOf = (device: string, side: 'guest' | 'desk') =>
    createDevice(
      { urls, conversationId, seen },
      { device, sender: side === 'guest' ? `guest:${guestKey}` : `account:${staffKey}`, token: token[side] },
    )
  using phone = deviceOf('phone', 'guest')
  using tablet = deviceOf('tablet', 'guest')
  using desk = deviceOf('desk', 'desk')
  const devices = { phone, tablet, desk }
  await Promise.all(Object.values(devices).map((device) => device.follow()))

  let lost = 0
  async function say(device: Device, text: string): Promise<void> {
    await device.say(text, 1 + Math.floor(Math.random() * 3))
    if (Math.random() >= 0.1) return
    lost += 1
    device.lose()
    await device.follow()
  }
  async function inTurn(): Promise<void> {
    for (const [index, { side, text }] of turns.entries()) {
      const device = side === 'guest' ? phone : desk
      await say(device, text)
      if (index % 3 === 0) await device.note('conversation.read', 1 + index)
    }
  }
  async function inBetween(): Promise<void> {
    for (const text of asides) await say(tablet, text)
  }
  await Promise.all([inTurn(), inBetween()])

  const messages = turns.length + asides.length
  const violations = [
    ...(await counted(stage, conversationId, messages)),
    ...(await judged(stage, { conversationId, guestKey, token: token.guest }, devices, seen)),
  ]
  return { messages, tookMs: seen.acknowledged.map((it) => it.answeredAt - it.askedAt), lost, violations }
}

async function open({ urls, deskId }: Stage, token: string): Promise<string> {
  for (let n = Math.floor(Math.random() * urls.length); ; n++) {
    const answer = await askOnce(urls[n % urls.length] ?? '', token, 'conversation.open', { input: { deskId } })
    if (answer?.ok === true) return (answer.data as { conversationId: string }).conversationId
    await new Promise((done) => setTimeout(done, 50))
  }
}

async function askOnce(url: string, token: string, event: string, message: object): Promise<Answer<unknown> | null> {
  try {
    const socket = await connect(url, token)
    const answer = await ask(socket, event, message)
    socket.disconnect()
    return answer
  } catch {
    return null
  }
}

/** The row has all of it, and nothing is marked any more. */
async function counted({ db }: Stage, _id: string, total: number): Promise<readonly string[]> {
  const row = () => db.collection<ConversationDocument>('conversations').findOne({ _id })
  const marked = () => db.collection('messages').countDocuments({ stream: _id, unfolded: true })
  const isCounted = await until(async () => (await row())?.top === total && (await marked()) === 0)
  return isCounted ? [] : [`${_id}: ${(await row())?.top} of ${total} are counted in, ${await marked()} are marked`]
}

async function judged(
  { db, urls }: Stage,
  { conversationId, guestKey, token }: { conversationId: string; guestKey: string; token: string },
  devices: Readonly<Record<string, Device>>,
  seen: Seen,
): Promise<readonly string[]> {
  const rows = await db
    .collection<MessageDocument>('messages')
    .find({ stream: conversationId })
    .sort({ seq: 1 })
    .toArray()
  const ids = rows.map(({ _id }) => _id).join()
  const lists = await Promise.all(
    Object.entries(devices).map(async ([device, { messageIds, follow }]) => {
      // Whoever followed a node that is gone follows another.
      await until(async () => messageIds().join() === ids, 8_000)
      if (messageIds().join() !== ids) await follow()
      return { device, stream: conversationId, messageIds: messageIds() }
    }),
  )
  const of = 'guest' as const
  const receipt = await db.collection<{ _id: string; readUpTo?: number }>('receipts').findOne({
    _id: `${conversationId}:guest:${guestKey}`,
  })
  const told = await unreadOf(urls, token, conversationId)
  const unread = told === null ? [] : [{ stream: conversationId, of, readUpTo: receipt?.readUpTo ?? 0, told }]
  return judgeTalk({ rows, ...seen, lists, unread }).flatMap(({ witness }) => witness)
}

async function unreadOf(urls: readonly string[], token: string, conversationId: string): Promise<number | null> {
  for (const url of urls) {
    const answer = await askOnce(url, token, 'feed.open', { feed: 'conversations', params: {} })
    if (answer?.ok !== true) continue
    const { snapshot } = answer.data as { snapshot: Readonly<Record<string, { unread: number }>> }
    return snapshot[conversationId]?.unread ?? null
  }
  return null
}
