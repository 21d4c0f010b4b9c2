import { expect, test } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { judgeTalk, type TalkEvidence } from '../checker/talk.ts'
import { connect } from '../support/client.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub } from '../support/hub.ts'
import { createDevice, type Seen } from './talkers.ts'

const soon = { timeout: 30_000 }

// That the judge finds nothing in a hub that keeps its rules, the other drills of conversations say.
test('three nodes that number by the clock, let receipts go back and let anybody listen turn I11, I12 and I17 red', {
  timeout: 120_000,
}, async () => {
  await using hub = await startHub({
    nodes: 3,
    worker: false,
    breaks: ['seq-from-clock', 'receipts-go-back', 'join-without-acl'],
  })
  const deskId = await seedDesk(hub)
  const key = newId()
  const token = hub.tokenFor('guest', undefined, key)
  using guest = connect(hub.url(0), token)
  using desk = connect(hub.url(1), hub.tokenFor('concierge', deskId))
  using stranger = connect(hub.url(2), hub.tokenFor('guest'))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  const seen: Seen = { acknowledged: [], shown: [] }
  const urls = [hub.url(2)]
  using phone = createDevice({ urls, conversationId, seen }, { device: 'phone', sender: `guest:${key}`, token })
  await phone.follow()
  const { seq } = await guest.must('message.send', { conversationId, text: 'Hello' })
  await desk.must('message.send', { conversationId, text: 'Good evening' })
  const received = () => seen.shown.filter(({ side }) => side === 'desk').at(-1)?.deliveredUpTo
  const later = await desk.must('message.send', { conversationId, text: 'What can we do for you?' })
  await desk.must('conversation.delivered', { conversationId, upTo: later.seq })
  await expect.poll(received, soon).toBe(later.seq)
  await desk.must('conversation.delivered', { conversationId, upTo: seq })
  await desk.must('conversation.typing', { conversationId })
  // What goes back is no news: it is shown with the next thing that is.
  await guest.must('message.send', { conversationId, text: 'A table' })
  await expect.poll(received, soon).toBe(seq)

  const rows = await hub.db.collection<MessageDocument>('messages').find({ stream: conversationId }).toArray()
  const evidence: TalkEvidence = { rows, ...seen, lists: [], unread: [] }
  expect(judgeTalk(evidence).map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['I11 broken', 'I12 broken'])
  const overheard = await stranger.follow({ feed: 'conversation', params: { conversationId } })
  expect(Object.keys(overheard.content).length, 'I17: a stranger listens').toBeGreaterThan(1)
})
