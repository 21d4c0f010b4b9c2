import { expect, test } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { ConversationDocument, MessageDocument, ReceiptDocument } from '../../server/core/talk/documents.ts'
import { judgeTalk } from '../checker/talk.ts'
import { connect } from '../support/client.ts'
import { allOf, seedDesk } from '../support/desk.ts'
import { startHub } from '../support/hub.ts'
import { createDevice, type Device, type Seen } from './talkers.ts'

const soon = { timeout: 60_000 }
const each = 10

test('D31 and D32: each message sent one to four times to all nodes, of which two are killed meanwhile, and devices that are away in the middle: I11 and I12 hold', {
  timeout: 180_000,
}, async () => {
  await using hub = await startHub({ nodes: 1, processes: true })
  // After the message is there and before anybody is told; and between counting it in and taking its mark away.
  const doomed = [await hub.addNode({ killAt: 'K3.committed:4' }), await hub.addNode({ killAt: 'K13.folded:4' })]
  const deskId = await seedDesk(hub)
  const guestKey = newId()
  const tokens = { guest: hub.tokenFor('guest', undefined, guestKey), desk: '' }
  const staffKey = newId()
  tokens.desk = hub.tokenFor('concierge', deskId, staffKey)
  using opener = connect(hub.url(0), tokens.guest)
  const { conversationId } = await opener.must('conversation.open', { deskId })
  const seen: Seen = { acknowledged: [], shown: [] }
  const stage = { urls: hub.nodes.map(({ url }) => url), conversationId, seen }
  const deviceOf = (device: string, side: 'guest' | 'desk') =>
    createDevice(stage, {
      device,
      sender: side === 'guest' ? `guest:${guestKey}` : `account:${staffKey}`,
      token: tokens[side],
    })
  using phone = deviceOf('phone', 'guest')
  using tablet = deviceOf('tablet', 'guest')
  using desk = deviceOf('desk', 'desk')
  const devices = [phone, tablet, desk]
  await Promise.all(devices.map((device) => device.follow()))

  async function talk(device: Device, name: string): Promise<void> {
    for (let n = 0; n < each; n++) {
      await device.say(`${name} ${n}`, 1 + Math.floor(Math.random() * 4))
      // One device after the other is away for a while, and has to catch up.
      if (n === each / 2) device.lose()
      if (n % 4 === 0) await device.follow()
      const upTo = Math.max(1, n - Math.floor(Math.random() * 6))
      await device.note(n % 2 === 0 ? 'conversation.read' : 'conversation.delivered', upTo)
    }
  }
  await Promise.all([talk(phone, 'phone'), talk(tablet, 'tablet'), talk(desk, 'desk')])
  while ((await Promise.all(doomed.map(isThere))).includes(true)) await phone.say('more', 3)

  const total = new Set(seen.acknowledged.map(({ requestId }) => requestId)).size
  const messages = hub.db.collection<MessageDocument>('messages')
  const conversations = hub.db.collection<ConversationDocument>('conversations')
  await expect.poll(async () => (await conversations.findOne({ _id: conversationId }))?.top, soon).toBe(total)
  await expect.poll(() => messages.countDocuments({ unfolded: true }), soon).toBe(0)
  const rows = await messages.find({ stream: conversationId }).sort({ seq: 1 }).toArray()
  const newest = rows.slice(-50).map(({ _id }) => _id)
  // What they follow catches up by itself; whoever followed a node that is gone follows another.
  await Promise.all(devices.map((device) => device.follow()))
  for (const device of devices) await expect.poll(() => device.messageIds(), soon).toEqual(newest)
  using elsewhere = connect((await hub.addNode()).url, tokens.desk)
  const lists = await Promise.all(
    [opener, elsewhere].map(async (client, n) => ({
      device: `pages ${n}`,
      stream: conversationId,
      messageIds: (await allOf(client, conversationId)).map(({ messageId }) => messageId),
    })),
  )
  const mine = await opener.follow({ feed: 'conversations', params: {} })
  const { unread: told } = mine.content[conversationId] as { unread: number }
  const receipt = await hub.db
    .collection<ReceiptDocument>('receipts')
    .findOne({ _id: `${conversationId}:guest:${guestKey}` })
  const unread = [{ stream: conversationId, of: 'guest' as const, readUpTo: receipt?.readUpTo ?? 0, told }]
  const verdicts = judgeTalk({
    rows,
    ...seen,
    lists,
    unread,
  })
  expect(verdicts.flatMap(({ witness }) => witness)).toEqual([])
  expect(verdicts.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['I11 holds', 'I12 holds'])
  expect(seen.acknowledged.length, 'more answers than messages: copies were sent').toBeGreaterThan(total)
})

function isThere({ url }: { readonly url: string }): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    () => true,
    () => false,
  )
}
