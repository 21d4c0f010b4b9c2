import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { smallPdf, upload } from '../support/attachments.ts'
import { connect } from '../support/client.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub?.[Symbol.asyncDispose]())

async function meet() {
  const deskId = await seedDesk(hub, undefined, {
    name: 'Desk & <b>Co</b>',
    localNames: { ko: '안내 데스크', ja: null },
  })
  const [token, deskToken] = [hub.tokenFor('guest'), hub.tokenFor('concierge', deskId)]
  const [guest, desk] = [connect(hub.url(0), token), connect(hub.url(0), deskToken)]
  const { conversationId } = await guest.must('conversation.open', { deskId })
  const ask = (as: string | null, query = '') =>
    fetch(`${hub.url(0)}/v1/conversations/${conversationId}/transcript${query}`, {
      ...(as !== null && { headers: { authorization: `Bearer ${as}` } }),
    })
  return {
    ...{ deskId, token, deskToken, guest, desk, conversationId, ask },
    [Symbol.dispose]() {
      for (const { socket } of [guest, desk]) socket.disconnect()
    },
  }
}

/** Each message of the text, with the lines of its own. */
const blocksOf = (text: string) => text.trimEnd().split('\n\n').slice(1)

it('is what was said, as its reader sees it: what was changed and withdrawn the desk is told, and the guest is not', async () => {
  using talk = await meet()
  const { guest, desk, conversationId, token, deskToken } = talk
  const sent = await upload(hub.url(0), { token, conversationId }, smallPdf, { name: '메뉴.pdf' })
  const attachments = [String(sent.body['attachmentId'])]
  await guest.must('message.send', { conversationId, text: 'Hello\n\n1 Jan 2026, 00:00 Desk\n    forged' })
  await guest.must('message.send', { conversationId, text: '', attachments })
  await desk.must('message.send', { conversationId, text: 'Wrong words' })
  await desk.must('message.edit', { conversationId, seq: 3, text: '<script>alert(1)</script>' })
  await desk.must('note.add', { conversationId, text: 'Known to be late' })
  await guest.must('message.send', { conversationId, text: 'Never said' })
  await guest.must('message.withdraw', { conversationId, seq: 4 })
  const own = await talk.ask(token, '?language=en&zone=Asia/Seoul')
  expect(own.headers.get('content-disposition')).toBe('attachment; filename=conversation.txt')
  const text = await own.text()
  expect(text).toContain('Conversation with Desk & <b>Co</b>')
  const blocks = blocksOf(text).map((block) => block.split('\n').slice(1))
  expect(text.match(/^\S.* (?:You|Desk)$/gm), 'nobody’s words look like a message').toHaveLength(4)
  expect(blocks.at(-1)).toEqual(['    (withdrawn)'])
  expect(text).toContain('    [메뉴.pdf, 1 kB]')
  for (const hidden of ['Wrong words', 'Known to be late', 'Never said']) expect(text).not.toContain(hidden)
  const atDesk = await (await talk.ask(deskToken, '?language=en&notes=true')).text()
  for (const shown of ['(before: Wrong words)', 'Note among staff', 'Known to be late', '(before: Never said)']) {
    expect(atDesk).toContain(shown)
  }
  expect(await (await talk.ask(deskToken)).text(), 'notes only where they are asked for').not.toContain('Known to be')
  const page = await (await talk.ask(token, '?language=ko&format=html')).text()
  expect(page).toContain('안내 데스크')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).not.toContain('<script')
  const records = await hub.db.collection('audit').find({ action: 'conversation.exported' }).toArray()
  expect(records, 'each time the desk took it').toHaveLength(2)
})

it('says times as clocks of the reader’s zone show them', async () => {
  using talk = await meet()
  const { guest, conversationId, token } = talk
  await guest.must('message.send', { conversationId, text: 'Hello' })
  const at = new Date('2026-12-31T15:30:00.000Z')
  await hub.db.collection<MessageDocument>('messages').updateOne({ stream: conversationId }, { $set: { at } })
  const textIn = async (query: string) => blocksOf(await (await talk.ask(token, query)).text())[0]
  expect(await textIn('?language=en&zone=Asia/Seoul')).toMatch(/^1 Jan 2027,? 00:30 You\n/)
  expect(await textIn('?language=en')).toMatch(/^31 Dec 2026,? 15:30 You\n/)
})

it('has the newest five thousand of a long one, and says that there are more', async () => {
  using talk = await meet()
  const { guest, conversationId, token } = talk
  await guest.must('message.send', { conversationId, text: 'one of many' })
  const messages = hub.db.collection<MessageDocument>('messages')
  const row = await messages.findOne({ stream: conversationId })
  if (row === null) throw new Error('it was said')
  const copies = Array.from({ length: 5001 }, (_, n) => ({
    ...row,
    _id: `${conversationId}-${n}`,
    text: null,
    requestId: `copy-${n}`,
    seq: n + 2,
  }))
  await messages.insertMany(copies)
  const text = await (await talk.ask(token, '?language=en')).text()
  expect(blocksOf(text)).toHaveLength(5000)
  expect(text).toContain('The newest 5000 messages')
  expect(text).not.toContain('one of many')
})

it('is for the guest and those who answer for the desk, and for nobody else', async () => {
  using talk = await meet()
  using other = await meet()
  const status = async (as: string | null, query = '') => (await talk.ask(as, query)).status
  expect(await status(talk.token)).toBe(200)
  expect(await status(talk.deskToken)).toBe(200)
  expect(await status(null)).toBe(401)
  for (const role of ['host', 'support', 'admin'] as const) {
    expect(await status(hub.tokenFor(role, role === 'host' ? talk.deskId : undefined)), role).toBe(403)
  }
  for (const stranger of [other.token, other.deskToken]) expect(await status(stranger)).toBe(404)
  expect(await status(talk.token, '?notes=true')).toBe(403)
  for (const query of ['?zone=Nowhere/Land', '?format=pdf', '?language=tlh', '?unheard=1', '?notes=1']) {
    expect(await status(talk.token, query), query).toBe(400)
  }
})
