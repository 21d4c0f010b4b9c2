import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConversationDocument, MessageDocument } from '../../server/core/talk/documents.ts'
import { connect, heard, type TestClient } from '../support/client.ts'
import { allOf, seedDesk, shownIn, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const soon = { timeout: 30_000 }

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

/** A guest at one node and a concierge at the other, with a conversation between them. */
async function meet() {
  const deskId = await seedDesk(hub)
  const token = hub.tokenFor('guest')
  const guest = connect(hub.url(0), token)
  const desk = connect(hub.url(1), hub.tokenFor('concierge', deskId))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  const [here, there] = await Promise.all(
    [guest, desk].map((client) => client.follow({ feed: 'conversation', params: { conversationId } })),
  )
  if (here === undefined || there === undefined) throw new Error('both follow')
  const say = (client: TestClient, text: string) => client.must('message.send', { conversationId, text })
  return {
    deskId,
    token,
    guest,
    desk,
    conversationId,
    here,
    there,
    say,
    [Symbol.dispose]() {
      for (const { socket } of [guest, desk]) socket.disconnect()
    },
  }
}

function rowOf(_id: string) {
  return hub.db.collection<ConversationDocument>('conversations').findOne({ _id })
}

function messagesOf(stream: string) {
  return hub.db.collection<MessageDocument>('messages').find({ stream }).sort({ seq: 1 }).toArray()
}

it('what a guest says at one node the desk sees at another, and answers; both see the same, numbered without a hole', async () => {
  using talk = await meet()
  const { guest, desk, here, there, say, conversationId, deskId } = talk
  expect(await guest.must('conversation.open', { deskId }), 'opened again it is the same').toEqual({ conversationId })
  expect(await say(guest, '  Is there a table\nby the window?  ')).toMatchObject({ seq: 1 })
  await expect.poll(() => textsIn(there), soon).toEqual(['Is there a table\nby the window?'])
  expect(await say(desk, '그럼요 🍷')).toMatchObject({ seq: 2 })
  expect(await say(guest, 'At eight?')).toMatchObject({ seq: 3 })
  const all = ['Is there a table\nby the window?', '그럼요 🍷', 'At eight?']
  for (const feed of [here, there]) await expect.poll(() => textsIn(feed), soon).toEqual(all)
  expect(shownIn(here).map(({ seq, side, by }) => [seq, side, by])).toEqual([
    [1, 'guest', null],
    [2, 'desk', null],
    [3, 'guest', null],
  ])
  expect(shownIn(there)[1]?.by, 'the desk sees which of its people spoke').toMatch(/^[0-9a-z]{26}$/)
  expect([here.gaps, there.gaps]).toEqual([0, 0])
  expect((await allOf(desk, conversationId)).map(({ text }) => text)).toEqual(all)
})

it('a message sent again under its request id is said once, and another one under it is refused', async () => {
  using talk = await meet()
  const { guest, conversationId, token } = talk
  using tablet = connect(hub.url(1), token)
  const requestId = randomUUID()
  const input = { conversationId, text: 'Hello' }
  const copies = [guest, tablet, guest, tablet].map((client) => client.must('message.send', input, requestId))
  const answers = await Promise.all(copies)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await tablet.must('message.send', input, requestId)).toEqual(answers[0])
  expect(await tablet.call('message.send', { ...input, text: 'Bye' }, requestId)).toMatchObject({
    ok: false,
    error: { code: 'request_id_reused' },
  })
  expect(await messagesOf(conversationId)).toHaveLength(1)
})

it('several people on several devices over two nodes: every device ends with the same list, and nobody’s order is turned', async () => {
  using talk = await meet()
  const { guest, desk, here, there, conversationId, deskId, token } = talk
  using tablet = connect(hub.url(1), token)
  using colleague = connect(hub.url(0), hub.tokenFor('concierge', deskId))
  const speakers = [guest, desk, tablet, colleague]
  const ownOrders = await Promise.all(
    speakers.map(async (client, who) => {
      const seqs: number[] = []
      for (let n = 0; n < 15; n++) {
        const { seq } = await client.must('message.send', { conversationId, text: `${who}: ${n}` })
        seqs.push(seq)
      }
      return seqs
    }),
  )
  for (const seqs of ownOrders) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  const list = await allOf(guest, conversationId)
  expect(list.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
  for (const client of speakers.slice(1)) {
    const theirs = await allOf(client, conversationId)
    expect(theirs.map(({ messageId, text }) => [messageId, text])).toEqual(
      list.map(({ messageId, text }) => [messageId, text]),
    )
  }
  // The feeds show the newest fifty of them.
  for (const feed of [here, there]) {
    await expect.poll(() => textsIn(feed), soon).toEqual(list.slice(10).map(({ text }) => text))
    expect(feed.gaps).toBe(0)
  }
  await expect.poll(async () => (await rowOf(conversationId))?.top, soon).toBe(60)
})
