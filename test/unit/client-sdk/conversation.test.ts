import { expect, test } from 'vitest'
import { conversationOf, sayWhatWaits } from '../../../client-sdk/src/conversation.ts'
import { memoryStore } from '../../../client-sdk/src/ports.ts'
import { fail, opened, startFakeHub } from './fakeHub.ts'
import { session, setUp } from './sessionKit.ts'
import { conversationId, fakeTalk, guestAt, message, type Sent, textsIn, waitingIn } from './talkKit.ts'

test('what is written is said one after the other: the next goes out when the one before it was answered', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  const open: (() => void)[] = []
  hub.on('message.send', (sent: Sent) => new Promise((answer) => open.push(() => answer(talk.answer(sent)))))
  const { conversation, ticking } = await guestAt(hub)
  await ticking(() => expect(conversation.get().status).toBe('live'))
  conversation.send('one')
  conversation.send('  two  ', { replyTo: 1 })
  await ticking(() => expect(open).toHaveLength(1))
  expect(waitingIn(conversation)).toEqual([
    ['one', 'sending'],
    ['two', 'waiting'],
  ])
  open[0]?.()
  await ticking(() => expect(open).toHaveLength(2))
  expect(hub.heard<Sent>('message.send').map(({ input }) => input)).toEqual([
    { conversationId, text: 'one' },
    { conversationId, text: 'two', replyTo: 1 },
  ])
  open[1]?.()
  await ticking(() => expect(textsIn(conversation)).toEqual(['one', 'two']))
  await ticking(() => expect(conversation.get().outbox).toEqual([]))
})

test('with a lost answer and a cut link it goes out again under its request id, is said once, and nothing overtakes it', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  hub.on('message.send', (sent: Sent, { times }) => {
    const answer = talk.answer(sent)
    if (times > 2) return answer
    hub.cut()
    return undefined
  })
  const { conversation, ticking } = await guestAt(hub)
  for (const text of ['one', 'two']) conversation.send(text)
  await ticking(() => expect(textsIn(conversation)).toEqual(['one', 'two']))
  await ticking(() => expect(conversation.get().outbox).toEqual([]))
  expect(talk.texts()).toEqual(['one', 'two'])
  const sent = hub.heard<Sent>('message.send')
  expect(sent.map(({ input }) => input.text)).toEqual(['one', 'one', 'one', 'two'])
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(2)
})

test('a hub that is busy for minutes is asked ever later, and the message stays the same one', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  hub.on('message.send', (sent: Sent, { times }) => (times < 20 ? fail('busy') : talk.answer(sent)))
  const { conversation, clock, ticking } = await guestAt(hub)
  conversation.send('one')
  await ticking(() => {
    clock.advance(2000)
    expect(textsIn(conversation)).toEqual(['one'])
  })
  expect(new Set(hub.heard<Sent>('message.send').map(({ requestId }) => requestId)).size).toBe(1)
})

test('what waits is kept over a reload and said then, in order and under the ids it had', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  hub.on('message.send', () => undefined)
  const storage = memoryStore()
  const before = await guestAt(hub, storage)
  const ids = ['one', 'two'].map((text) => before.conversation.send(text))
  await before.ticking(() => expect(hub.heard('message.send')).toHaveLength(1))
  before.client.close()
  hub.on('message.send', (sent: Sent) => talk.answer(sent))
  const { client, ticking } = setUp(hub, storage)
  sayWhatWaits(client)
  await ticking(() => expect(talk.texts()).toEqual(['one', 'two']))
  expect(hub.heard<Sent>('message.send').map(({ requestId }) => requestId)).toEqual([ids[0], ...ids])
  await ticking(() => expect(storage.getItem('couvert.outbox')).toBeNull())
})

test('what is refused is set aside and says why, the rest goes on, and it can be tried again or dropped', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  hub.on('message.send', (sent: Sent) =>
    sent.input.text.startsWith('bad') && talk.said.length < 2 ? fail('not_found') : talk.answer(sent),
  )
  const { conversation, storage, ticking } = await guestAt(hub)
  const [bad = '', worse = ''] = ['bad', 'bad too', 'good'].map((text) => conversation.send(text))
  await ticking(() => expect(textsIn(conversation)).toEqual(['good']))
  await ticking(() =>
    expect(waitingIn(conversation)).toEqual([
      ['bad', 'refused'],
      ['bad too', 'refused'],
    ]),
  )
  expect(conversation.get().outbox[0]?.error).toMatchObject({ name: 'ClientError', code: 'not_found' })
  conversation.drop(worse)
  conversation.send('better')
  await ticking(() => expect(textsIn(conversation)).toEqual(['good', 'better']))
  conversation.retry(bad)
  await ticking(() => expect(textsIn(conversation)).toEqual(['good', 'better', 'bad']))
  await ticking(() => expect(storage.getItem('couvert.outbox')).toBeNull())
  const ids = hub.heard<Sent>('message.send').flatMap((it) => (it.input.text === 'bad' ? it.requestId : []))
  expect(new Set(ids).size).toBe(2)
})

test('what may have been said is not dropped', async () => {
  await using hub = await startFakeHub()
  fakeTalk(hub)
  hub.on('message.send', () => undefined)
  const { conversation, ticking } = await guestAt(hub)
  const id = conversation.send('one')
  await ticking(() => expect(waitingIn(conversation)).toEqual([['one', 'sending']]))
  conversation.drop(id)
  expect(waitingIn(conversation)).toEqual([['one', 'sending']])
})

test('a feed that is faster than the answer does not show it twice', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  let open = () => undefined as unknown
  hub.on('message.send', (sent: Sent) => {
    const answer = talk.answer(sent)
    return new Promise((done) => (open = () => done(answer)))
  })
  const { conversation, ticking } = await guestAt(hub)
  await ticking(() => expect(conversation.get().about).not.toBeNull())
  const seen: number[] = []
  conversation.subscribe(() => {
    const { messages, outbox } = conversation.get()
    seen.push(messages.length + outbox.length)
  })
  conversation.send('one')
  await ticking(() => expect(textsIn(conversation)).toEqual(['one']))
  open()
  await ticking(() => expect(conversation.get().outbox).toEqual([]))
  expect(new Set(seen)).toEqual(new Set([1]))
  // The same words again are another message.
  conversation.send('one')
  await ticking(() => expect(textsIn(conversation)).toEqual(['one', 'one']))
  expect(new Set(seen)).toEqual(new Set([1, 2]))
})

test('with the session goes what was seen, what waits, and what lies on the device; the next person’s hub hears nothing of it', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  talk.say({ side: 'desk', text: 'private' })
  hub.on('message.send', () => undefined)
  const { client, conversation, storage, ticking } = await guestAt(hub)
  await ticking(() => expect(textsIn(conversation)).toEqual(['private']))
  conversation.send('mine')
  await ticking(() => expect(hub.heard('message.send')).toHaveLength(1))
  expect(storage.getItem('couvert.outbox')).toContain('mine')
  hub.on('session.login', () => session('ben', { actor: 'account:2' }))
  hub.on('feed.open', () => fail('not_found'))
  await client.session.open('session.login', { email: 'ben@example.com', password: 'secret' })
  expect(conversation.get()).toMatchObject({ messages: [], outbox: [], about: null })
  expect(storage.getItem('couvert.outbox')).toBeNull()
  await ticking(() => expect(conversation.get().error?.code).toBe('not_found'))
  expect(hub.heard('message.send')).toHaveLength(1)
})

test('whoever nobody knows cannot write', async () => {
  await using hub = await startFakeHub()
  const { client } = setUp(hub)
  expect(() => conversationOf(client, conversationId).send('x')).toThrow(
    expect.objectContaining({ code: 'session_changed' }),
  )
})

test('what was missed while away is read before anything later is shown', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  for (let n = 0; n < 60; n++) talk.say()
  const { conversation, shown, ticking } = await guestAt(hub)
  await ticking(() => expect(conversation.get().messages.map(({ seq }) => seq)).toEqual(numbers(11, 60)))
  hub.on('feed.open', () => laterAt(talk))
  hub.cut()
  talk.said.push(...numbers(61, 150).map((seq) => message(seq)))
  await ticking(() => expect(conversation.get().messages.at(-1)?.seq).toBe(150))
  for (const state of shown) expect(state).toEqual(state.length === 0 ? [] : numbers(11, state.at(-1) ?? 0))
  await conversation.older()
  expect(conversation.get().messages.map(({ seq }) => seq)).toEqual(numbers(1, 150))
  expect(conversation.get().hasOlder).toBe(false)
})

/** Its newest fifty, as a snapshot. */
function laterAt({ said }: ReturnType<typeof fakeTalk>) {
  const about = { type: 'about', guest: { readUpTo: 0 }, desk: { readUpTo: 0 } }
  const newest = Object.fromEntries(said.slice(-50).map((it) => [`m${it.seq}`, it]))
  return opened({ version: 'later', snapshot: { about, ...newest } })
}

const numbers = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, n) => low + n)

test('that something has come is told by itself, once for each newest, and reading only rises', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  talk.say({ side: 'desk' })
  const { conversation, ticking } = await guestAt(hub)
  const told = (name: string) =>
    hub.heard<{ input: { upTo: number } }>(`conversation.${name}`).map(({ input }) => input.upTo)
  await ticking(() => expect(told('delivered')).toEqual([1]))
  talk.say({ side: 'desk' })
  await ticking(() => expect(told('delivered')).toEqual([1, 2]))
  talk.change({ about: { type: 'about', guest: { readUpTo: 0 }, desk: { readUpTo: 0 } } })
  talk.say({ side: 'guest' })
  await ticking(() => expect(conversation.get().messages).toHaveLength(3))
  conversation.read(2)
  await ticking(() => expect(told('read')).toEqual([2]))
  for (const upTo of [1, 2, 99, 3]) conversation.read(upTo)
  await ticking(() => expect(told('read')).toEqual([2, 3]))
  expect(told('delivered')).toEqual([1, 2])
})

test('that one writes is told every few seconds, and that the other side does is shown for six', async () => {
  await using hub = await startFakeHub()
  const talk = fakeTalk(hub)
  const { conversation, clock, ticking, letIn } = await guestAt(hub)
  await letIn()
  for (let n = 0; n < 5; n++) conversation.typing()
  await ticking(() => expect(hub.heard('conversation.typing')).toHaveLength(1))
  clock.advance(4000)
  conversation.typing()
  await ticking(() => expect(hub.heard('conversation.typing')).toHaveLength(2))
  const others = { conversationId, side: 'desk' } as const
  hub.send('conversation.writing', { ...others, side: 'guest' })
  hub.send('conversation.writing', { ...others, conversationId: 'another' })
  talk.say()
  await ticking(() => expect(conversation.get().messages).toHaveLength(1))
  expect(conversation.get().writing).toBe(false)
  hub.send('conversation.writing', others)
  await ticking(() => expect(conversation.get().writing).toBe(true))
  clock.advance(6000)
  expect(conversation.get().writing).toBe(false)
  hub.send('conversation.writing', others)
  await ticking(() => expect(conversation.get().writing).toBe(true))
  talk.say({ side: 'desk' })
  await ticking(() => expect(conversation.get().writing).toBe(false))
})

test('a hundred wait on a device, and the next is not taken', async () => {
  await using hub = await startFakeHub()
  fakeTalk(hub)
  hub.on('message.send', () => undefined)
  const { conversation } = await guestAt(hub)
  for (let n = 0; n < 100; n++) conversation.send(`${n}`)
  expect(() => conversation.send('one more')).toThrow(expect.objectContaining({ code: 'too_many_waiting' }))
  expect(conversation.get().outbox).toHaveLength(100)
})
