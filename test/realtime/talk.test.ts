import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConversationDocument, MessageDocument } from '../../server/core/talk/documents.ts'
import { connect, heard, type TestClient } from '../support/client.ts'
import { allOf, seedDesk, shownIn, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo } from '../support/people.ts'

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
      for (let n = 0; n < 8; n++) {
        const { seq } = await client.must('message.send', { conversationId, text: `${who}: ${n}`, evenIfTaken: true })
        seqs.push(seq)
      }
      return seqs
    }),
  )
  for (const seqs of ownOrders) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  const list = await allOf(guest, conversationId)
  expect(list.map(({ seq }) => seq)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1))
  for (const client of speakers.slice(1)) {
    const theirs = await allOf(client, conversationId)
    expect(theirs.map(({ messageId, text }) => [messageId, text])).toEqual(
      list.map(({ messageId, text }) => [messageId, text]),
    )
  }
  for (const feed of [here, there]) {
    await expect.poll(() => textsIn(feed), soon).toEqual(list.map(({ text }) => text))
    expect(feed.gaps).toBe(0)
  }
  await expect.poll(async () => (await rowOf(conversationId))?.top, soon).toBe(32)
})

it('how far each side has come never goes back, on whichever device, and nobody has read what was not said', async () => {
  using talk = await meet()
  const { guest, desk, here, say, conversationId, token } = talk
  using tablet = connect(hub.url(1), token)
  for (const text of ['one', 'two', 'three']) await say(desk, text)
  const seen = () => (here.content['about'] as { guest: object }).guest
  await guest.must('conversation.delivered', { conversationId, upTo: 3 })
  await expect.poll(seen, soon).toEqual({ readUpTo: 0, deliveredUpTo: 3 })
  await tablet.must('conversation.read', { conversationId, upTo: 2 })
  await expect.poll(seen, soon).toEqual({ readUpTo: 2, deliveredUpTo: 3 })
  // Late, and from a device that has seen less.
  await guest.must('conversation.read', { conversationId, upTo: 1 })
  await guest.must('conversation.delivered', { conversationId, upTo: 1 })
  await say(desk, 'four')
  await expect.poll(() => textsIn(here), soon).toHaveLength(4)
  expect(seen()).toEqual({ readUpTo: 2, deliveredUpTo: 3 })
  expect(await guest.call('conversation.read', { conversationId, upTo: 5 })).toMatchObject({
    error: { code: 'invalid_input', issues: [{ path: 'upTo' }] },
  })
  // Read is received, also without having said so.
  await guest.must('conversation.read', { conversationId, upTo: 4 })
  await expect.poll(seen, soon).toEqual({ readUpTo: 4, deliveredUpTo: 4 })
})

it('a guest’s list and the desk’s queue count what is unread, and what is resolved leaves the queue until the guest writes again', async () => {
  using talk = await meet()
  const { guest, desk, deskId, say, conversationId } = talk
  const mine = await guest.follow({ feed: 'conversations', params: {} })
  const queue = await desk.follow({ feed: 'queue', params: { deskId } })
  const own = () => mine.content[conversationId] as { unread: number; state: string } | undefined
  const queued = () => queue.content[conversationId] as Record<string, unknown> | undefined
  await say(guest, 'Hello?')
  await say(guest, 'Anybody?')
  await expect.poll(queued, soon).toMatchObject({ state: 'open', awaits: 'first', unread: 2, lastSide: 'guest' })
  const since = queued()?.['waitingSince']
  expect(since).toBe((await allOf(desk, conversationId))[0]?.at)
  await desk.must('conversation.read', { conversationId, upTo: 2 })
  await expect.poll(queued, soon).toMatchObject({ unread: 0, waitingSince: since })
  await say(desk, 'Here we are.')
  await expect.poll(queued, soon).toMatchObject({ state: 'pending', awaits: null, waitingSince: null })
  await expect.poll(own, soon).toMatchObject({ state: 'pending', unread: 1 })
  await say(guest, 'A table?')
  await expect.poll(queued, soon).toMatchObject({ state: 'open', awaits: 'next', unread: 1 })
  await guest.must('conversation.read', { conversationId, upTo: 3 })
  await expect.poll(own, soon).toMatchObject({ unread: 0 })
  // What the guest has said and nobody has seen yet is not put away.
  const unseen = await desk.call('conversation.resolve', { conversationId, upTo: 3 })
  expect(unseen).toMatchObject({ error: { code: 'not_allowed_now', reason: 'new_message' } })
  for (const _again of [1, 2]) {
    expect(await desk.must('conversation.resolve', { conversationId, upTo: 4 })).toEqual({ state: 'resolved' })
  }
  await expect.poll(queued, soon).toBeUndefined()
  await expect.poll(own, soon).toMatchObject({ state: 'resolved' })
  await say(guest, 'One more thing')
  await expect.poll(queued, soon).toMatchObject({ state: 'open', awaits: 'first' })
  expect(mine.gaps + queue.gaps).toBe(0)
})

it('what is laid aside comes back by itself when its time has come, whoever watches', async () => {
  using talk = await meet()
  const { guest, desk, deskId, say, conversationId } = talk
  const queue = await desk.follow({ feed: 'queue', params: { deskId } })
  const state = () => (queue.content[conversationId] as { state: string } | undefined)?.state
  await say(guest, 'Next month?')
  const soonAfter = new Date(Date.now() + 3000).toISOString()
  const past = await desk.call('conversation.snooze', { conversationId, upTo: 1, until: '2020-01-01T00:00:00.000Z' })
  expect(past).toMatchObject({ error: { code: 'invalid_input', issues: [{ path: 'until' }] } })
  await desk.must('conversation.snooze', { conversationId, upTo: 1, until: soonAfter })
  await expect.poll(state, soon).toBe('snoozed')
  await expect.poll(state, soon).toBe('open')
  // The sweep makes the row say so too.
  await expect.poll(async () => (await rowOf(conversationId))?.state, soon).toBe('open')
  await desk.must('conversation.snooze', {
    conversationId,
    upTo: 1,
    until: new Date(Date.now() + 60_000).toISOString(),
  })
  await say(guest, 'Or this one')
  await expect.poll(state, soon).toBe('open')
})

it('one’s own message can be changed and taken back for fifteen minutes; the guest sees that, the desk what it was too', async () => {
  using talk = await meet()
  const { guest, desk, here, there, say, conversationId } = talk
  await say(guest, 'At seven')
  const requestId = randomUUID()
  const edit = { conversationId, seq: 1, text: 'At eight' }
  for (const _again of [1, 2]) await guest.must('message.edit', edit, requestId)
  await guest.must('message.edit', { ...edit, text: 'At nine' })
  // A copy of the first that comes late changes nothing.
  await guest.must('message.edit', edit, requestId)
  expect(await guest.call('message.edit', { ...edit, text: 'At ten' }, requestId)).toMatchObject({
    error: { code: 'request_id_reused' },
  })
  await expect.poll(() => shownIn(here)[0], soon).toMatchObject({ text: 'At nine', was: [] })
  await expect.poll(() => shownIn(there)[0]?.was, soon).toEqual(['At seven', 'At eight'])
  expect(shownIn(here)[0]?.editedAt).not.toBeNull()
  expect(await desk.call('message.edit', edit)).toMatchObject({ error: { reason: 'not_own' } })
  for (const _again of [1, 2]) await guest.must('message.withdraw', { conversationId, seq: 1 })
  await expect.poll(() => shownIn(here)[0], soon).toMatchObject({ text: null, was: [] })
  await expect.poll(() => shownIn(there)[0]?.was, soon).toEqual(['At seven', 'At eight', 'At nine'])
  expect(await guest.call('message.edit', edit)).toMatchObject({ error: { reason: 'withdrawn' } })
  await say(guest, 'Long ago')
  const at = new Date(Date.now() - 15 * 60_000)
  await hub.db.collection<MessageDocument>('messages').updateOne({ stream: conversationId, seq: 2 }, { $set: { at } })
  for (const call of ['message.edit', 'message.withdraw'] as const) {
    const input = call === 'message.edit' ? { ...edit, seq: 2 } : { conversationId, seq: 2 }
    expect(await guest.call(call, input as never)).toMatchObject({ error: { reason: 'too_late' } })
  }
})

it('each person has one reaction to a message, and what comes late does not bring an older one back', async () => {
  using talk = await meet()
  const { guest, desk, here, say, conversationId } = talk
  await say(guest, 'Thank you')
  const first = randomUUID()
  const like = { conversationId, seq: 1, reaction: 'like' } as const
  await desk.must('message.react', like, first)
  await guest.must('message.react', { ...like, reaction: 'laugh' })
  await desk.must('message.react', { ...like, reaction: 'love' })
  await desk.must('message.react', like, first)
  const reactions = () => shownIn(here)[0]?.reactions
  await expect.poll(reactions, soon).toEqual([
    { side: 'guest', reaction: 'laugh' },
    { side: 'desk', reaction: 'love' },
  ])
  await guest.must('message.react', { ...like, reaction: null })
  await expect.poll(reactions, soon).toEqual([{ side: 'desk', reaction: 'love' }])
})

it('notes are for the desk alone: numbered by themselves, seen by colleagues, and nothing of them reaches the guest', async () => {
  using talk = await meet()
  const { guest, desk, here, deskId, say, conversationId } = talk
  using colleague = connect(hub.url(0), hub.tokenFor('manager', deskId))
  const theirs = await colleague.follow({ feed: 'notes', params: { conversationId } })
  await say(guest, 'Hello')
  expect(await desk.must('note.add', { conversationId, text: 'Sits by the door' })).toMatchObject({ seq: 1 })
  expect(await say(desk, 'Welcome')).toMatchObject({ seq: 2 })
  await expect.poll(() => textsIn(theirs), soon).toEqual(['Sits by the door'])
  await expect.poll(() => textsIn(here), soon).toEqual(['Hello', 'Welcome'])
  const page = await colleague.must('note.list', { conversationId })
  expect(page.messages.map(({ text }) => text)).toEqual(['Sits by the door'])
  expect(await guest.call('note.list', { conversationId })).toMatchObject({ error: { code: 'forbidden' } })
  expect(await guest.call('note.add', { conversationId, text: 'x' })).toMatchObject({ error: { code: 'forbidden' } })
  const opened = await guest.socket.emitWithAck('feed.open', { feed: 'notes', params: { conversationId } })
  expect(opened).toMatchObject({ error: { code: 'forbidden' } })
})

it('that somebody writes is told to whoever follows, at whichever node, and kept nowhere', async () => {
  using talk = await meet()
  const { guest, desk, conversationId } = talk
  const told = heard(guest.socket, 'conversation.writing')
  await desk.must('conversation.typing', { conversationId })
  expect(await told).toEqual([{ conversationId, side: 'desk' }])
})

it('a conversation of ten thousand opens with its newest fifty, and its pages lead back to the first', async () => {
  using talk = await meet()
  const { guest, say, conversationId, token } = talk
  const { _id: _, ...one } = (await say(guest, 'first'), (await messagesOf(conversationId))[0]) ?? {}
  const older = Array.from({ length: 9_999 }, (_unused, n) => ({
    ...one,
    _id: `${conversationId}-${n}`,
    seq: n + 2,
    text: null,
    requestId: `old-${n}`,
    unfolded: true,
  }))
  await hub.db.collection<MessageDocument>('messages').insertMany(older as never)
  await expect.poll(async () => (await rowOf(conversationId))?.top, { timeout: 60_000 }).toBe(10_000)
  await expect.poll(() => unfolded(conversationId), soon).toBe(0)
  using again = connect(hub.url(1), token)
  const feed = await again.follow({ feed: 'conversation', params: { conversationId } })
  expect(shownIn(feed).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_unused, n) => 9_951 + n))
  expect(await say(guest, 'last')).toMatchObject({ seq: 10_001 })
  const page = await again.must('message.list', { conversationId, before: 101, limit: 100 })
  expect(page.messages.map(({ seq }) => seq).toReversed()).toEqual(Array.from({ length: 100 }, (_unused, n) => n + 1))
  expect(page.more).toBe(false)
})

function unfolded(stream: string) {
  return hub.db
    .collection<MessageDocument>('messages')
    .countDocuments({ stream, $or: [{ unfolded: true }, { unindexed: true }] })
}

it('what a node was lost before counting in, the sweep counts in', async () => {
  using talk = await meet()
  const { guest, say, conversationId } = talk
  await say(guest, 'one')
  await expect.poll(() => unfolded(conversationId), soon).toBe(0)
  const messages = hub.db.collection<MessageDocument>('messages')
  const [first] = await messagesOf(conversationId)
  if (first === undefined) throw new Error('one was said')
  // As a node leaves it that was killed between the message and the row, or between the row and the mark.
  const at = new Date(Date.now() - 60_000)
  await messages.insertOne({ ...first, _id: randomUUID(), requestId: randomUUID(), seq: 2, at, unfolded: true })
  await messages.updateOne({ _id: first._id }, { $set: { unfolded: true, at } })
  await expect.poll(async () => (await rowOf(conversationId))?.top, soon).toBe(2)
  await expect.poll(() => unfolded(conversationId), soon).toBe(0)
  expect((await rowOf(conversationId))?.tail.guest).toEqual([1, 2])
})

it('strangers, other guests and other desks see and change nothing, whatever they ask', async () => {
  using talk = await meet()
  const { guest, conversationId, say } = talk
  await say(guest, 'Between us')
  await expect.poll(() => unfolded(conversationId), soon).toBe(0)
  const before = [await rowOf(conversationId), await messagesOf(conversationId)]
  const otherDesk = await seedDesk(hub)
  const strangers = [hub.tokenFor('guest'), hub.tokenFor('diner'), hub.tokenFor('concierge', otherDesk)]
  const theirs = { conversationId, upTo: 1, seq: 1, text: 'x', reaction: 'like' as const }
  for (const token of strangers) {
    using stranger = connect(hub.url(1), token)
    const { text, seq, upTo, reaction } = theirs
    const answers = await Promise.all([
      stranger.call('message.send', { conversationId, text }),
      stranger.call('message.edit', { conversationId, seq, text }),
      stranger.call('message.withdraw', { conversationId, seq }),
      stranger.call('message.react', { conversationId, seq, reaction }),
      stranger.call('message.list', { conversationId }),
      stranger.call('conversation.read', { conversationId, upTo }),
      stranger.call('conversation.delivered', { conversationId, upTo }),
      stranger.call('conversation.typing', { conversationId }),
      stranger.socket.emitWithAck('feed.open', { feed: 'conversation', params: { conversationId } }),
    ])
    expect(answers.map((answer) => (answer as { error?: { code: string } }).error?.code)).toEqual(
      answers.map(() => 'not_found'),
    )
  }
  using support = connect(hub.url(0), hub.tokenFor('support'))
  expect((await support.must('message.list', { conversationId })).messages).toHaveLength(1)
  expect(await support.call('message.send', { conversationId, text: 'x' })).toMatchObject({
    error: { code: 'forbidden' },
  })
  expect([await rowOf(conversationId), await messagesOf(conversationId)]).toEqual(before)
})

it('what a guest said comes along into their account, is exported with it, and is erased with it', async () => {
  using talk = await meet()
  const { guest, desk, deskId, say, conversationId } = talk
  const requestId = randomUUID()
  const input = { conversationId, text: 'It is my birthday' }
  const said = await guest.must('message.send', input, requestId)
  await say(desk, 'Congratulations')
  await guest.must('conversation.read', { conversationId, upTo: 2 })
  await guest.must('conversation.open', { deskId: await seedDesk(hub) })
  const { attempt } = await guest.must('account.register', ada)
  const { token } = await guest.must('account.verify', { attempt, code: await codeTo(hub, ada.email) })
  using home = connect(hub.url(1), token)
  expect(await home.must('conversation.open', { deskId })).toEqual({ conversationId })
  const list = await home.follow({ feed: 'conversations', params: {} })
  expect(Object.keys(list.content)).toHaveLength(2)
  expect(list.content[conversationId]).toMatchObject({ unread: 0 })
  expect(await home.must('message.send', input, requestId), 'sent again it was said already').toEqual(said)
  const { conversations } = await home.must('account.export', {})
  expect(conversations.find((one) => one.deskId === deskId)?.messages.map(({ side, text }) => [side, text])).toEqual([
    ['guest', 'It is my birthday'],
    ['desk', 'Congratulations'],
  ])
  await desk.must('note.add', { conversationId, text: 'Brings a cake' })
  await home.must('account.erase', { password: ada.password })
  expect(await rowOf(conversationId)).toBeNull()
  expect(await hub.db.collection('messages').countDocuments({ stream: new RegExp(conversationId) })).toBe(0)
  expect(await hub.db.collection('receipts').countDocuments({ conversation: conversationId })).toBe(0)
  // What was said while it was being erased goes too.
  await hub.db.collection<MessageDocument>('messages').insertOne(straggler(conversationId))
  await expect.poll(() => messagesOf(conversationId), soon).toEqual([])
})

it('what a visitor said comes along also where their account talks with that desk already, and both are there to be read', async () => {
  using first = await meet()
  const { guest, desk, deskId, conversationId } = first
  const eve = { ...ada, email: 'eve@example.com' }
  const begun = await guest.must('account.register', eve)
  const home = await guest.must('account.verify', { attempt: begun.attempt, code: await codeTo(hub, eve.email) })
  for (const text of ['Before I log in', 'And once more']) {
    using visitor = connect(hub.url(0), hub.tokenFor('guest'))
    const { conversationId: brought } = await visitor.must('conversation.open', { deskId })
    expect(brought).not.toBe(conversationId)
    await visitor.must('message.send', { conversationId: brought, text })
    const { token } = await visitor.must('session.login', { email: eve.email, password: eve.password })
    using account = connect(hub.url(1), token)
    expect((await account.must('message.list', { conversationId: brought })).messages).toMatchObject([{ text }])
    await desk.must('message.send', { conversationId: brought, text: `An answer to: ${text}` })
    expect(await account.must('conversation.open', { deskId }), 'what is opened is the one there was').toEqual({
      conversationId,
    })
  }
  using account = connect(hub.url(0), home.token)
  const list = await account.follow({ feed: 'conversations', params: {} })
  expect(Object.values(list.content)).toHaveLength(3)
})

function straggler(stream: string): MessageDocument {
  const words = { sender: 'guest:gone', side: 'guest', requestId: randomUUID(), bodyHash: '', text: null } as const
  return { _id: randomUUID(), stream, seq: 9, ...words, replyTo: null, at: new Date(0), rev: 1, unfolded: true }
}

it('what no message between nodes told of, the beacon finds out', async () => {
  using talk = await meet()
  const { guest, here, there, say, conversationId } = talk
  await say(guest, 'Hello')
  await expect.poll(() => textsIn(there), soon).toEqual(['Hello'])
  const messages = hub.db.collection<MessageDocument>('messages')
  await messages.updateOne({ stream: conversationId, seq: 1 }, { $set: { text: null }, $inc: { rev: 1 } })
  for (const feed of [here, there]) await expect.poll(() => textsIn(feed), soon).toEqual([null])
  // A new one at the other node, of which this one is not told.
  const [first] = await messagesOf(conversationId)
  if (first === undefined) throw new Error('one was said')
  await messages.insertOne({ ...first, _id: randomUUID(), requestId: randomUUID(), seq: 2 })
  expect(await say(guest, 'Again'), 'the number is taken: the next one').toMatchObject({ seq: 3 })
  for (const feed of [here, there]) await expect.poll(() => textsIn(feed), soon).toEqual([null, null, 'Again'])
})
