import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '../../server/core/createCore.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { sealSaid } from '../../server/core/talk/sealing.ts'
import { indexMessages } from '../../server/core/talk/wordIndex.ts'
import type { Output, Sent } from '../../shared/contract/index.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { seedLong } from '../support/longTalk.ts'
import { absent, readDialogues, readKorean } from '../support/talkTexts.ts'

const soon = { timeout: 30_000 }
type Hit = Output<'message.search'>['hits'][number]

let hub: TestHub
let core: Core
beforeAll(async () => {
  hub = await startHub()
  core = await coreOf(hub)
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

const messages = () => hub.db.collection<MessageDocument>('messages')
const indexed = () => expect.poll(() => messages().countDocuments({ unindexed: true }), soon).toBe(0)

/** Everything that is found, page by page. */
async function search(client: TestClient, query: Sent<'message.search'>): Promise<readonly Hit[]> {
  const hits: Hit[] = []
  for (let before: string | null | undefined; before !== null; ) {
    const page: Output<'message.search'> = await client.must('message.search', { ...query, ...(before && { before }) })
    hits.push(...page.hits)
    before = page.next
  }
  return hits
}

const shown = (hits: readonly Hit[]) => hits.map(({ snippet, from, to }) => snippet.slice(from, to))
const whole = (hits: readonly Hit[]) => hits.map(({ snippet }) => snippet)

/** A guest with a desk to whom something was said. */
async function talk(deskId: string, said: readonly string[], notes: readonly string[] = []) {
  const key = newId()
  const guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  const desk = connect(hub.url(0), hub.tokenFor('concierge', deskId))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  for (const text of said) await guest.must('message.send', { conversationId, text })
  for (const text of notes) await desk.must('note.add', { conversationId, text })
  const end = () => [guest, desk].forEach(({ socket }) => socket.disconnect())
  return { key, guest, desk, conversationId, [Symbol.dispose]: end }
}

/** Said at once, as if over the last weeks. */
async function saidBefore(stream: string, texts: readonly string[]): Promise<void> {
  const crypt = createFieldCrypt(hub.secrets)
  const rows = texts.map((text, index): MessageDocument => {
    const [_id, requestId] = [newId(), newId()]
    const at = new Date(Date.now() - (texts.length - index) * 3_600_000)
    const words = { text: sealSaid({ crypt }, 'text', _id, text), bodyHash: '', replyTo: null }
    return {
      _id,
      stream,
      seq: index + 2,
      sender: 'account:x',
      side: 'desk',
      requestId,
      at,
      rev: 1,
      ...words,
      unindexed: true,
    }
  })
  await messages().insertMany(rows)
}

it('guest and desk find what was said in Korean, Japanese and English by parts of words, the newest first', async () => {
  const deskId = await seedDesk(hub)
  const said = [
    '창가 자리로 예약할게요',
    '窓際の席をお願いします。テラスも！',
    'By the WINDOW please, near the terrace',
    '네 창가요',
  ]
  using one = await talk(deskId, said)
  using two = await talk(deskId, ['Another window, another guest'])
  await indexed()
  expect(whole(await search(one.guest, { query: '창가' }))).toEqual(['네 창가요', '창가 자리로 예약할게요'])
  expect(shown(await search(one.guest, { query: '예야' }))).toEqual(['예약'])
  expect(shown(await search(one.guest, { query: 'ﾃﾗｽ' }))).toEqual(['テラス'])
  expect(shown(await search(one.guest, { query: '席' }))).toEqual(['席'])
  expect(shown(await search(one.guest, { query: 'indo' }))).toEqual(['INDO'])
  expect(whole(await search(one.guest, { query: 'terrace window' }))).toEqual([said[2]])
  expect(await search(one.guest, { query: '테라스' })).toEqual([])
  const atDesk = await search(one.desk, { query: 'window', deskId })
  expect(atDesk.map(({ conversationId }) => conversationId)).toEqual([two.conversationId, one.conversationId])
  expect(await search(one.desk, { query: 'window', conversationId: one.conversationId, deskId })).toHaveLength(1)
  expect(atDesk[1]).toMatchObject({ type: 'message', deskId, seq: 3, side: 'guest', from: 7, to: 13 })
})

it('everybody finds what they may read and nothing else, and what is not theirs looks like what is not there', async () => {
  const [deskId, otherDesk] = [await seedDesk(hub), await seedDesk(hub)]
  using one = await talk(deskId, ['A quiet table'], ['Quiet, because he proposes'])
  await indexed()
  const query = { query: 'quiet' }
  const as = (...[role, venueId, key]: Parameters<TestHub['tokenFor']>) =>
    connect(hub.url(0), hub.tokenFor(role, venueId, key))
  using host = as('host', deskId)
  using support = as('support')
  using stranger = as('guest')
  using colleague = as('concierge', otherDesk)
  const types = async (client: TestClient, where: object) =>
    (await search(client, { ...query, ...where })).map(({ type }) => type)
  const { conversationId } = one
  for (const where of [{ conversationId }, { deskId }]) {
    expect(await types(one.desk, where)).toEqual(['note', 'message'])
    for (const client of [host, support]) expect(await types(client, where)).toEqual(['message'])
  }
  for (const where of [{}, { conversationId }]) expect(await types(one.guest, where)).toEqual(['message'])
  for (const client of [stranger, colleague]) expect(await types(client, {})).toEqual([])

  const nobodys = await stranger.call('message.search', { ...query, conversationId: newId() })
  for (const client of [stranger, colleague]) {
    expect(await client.call('message.search', { ...query, conversationId })).toEqual(nobodys)
    expect(await client.call('message.search', { ...query, deskId })).toEqual(nobodys)
  }
  expect(await one.guest.call('message.search', { ...query, deskId }), 'a desk is for who works there').toEqual(nobodys)
  expect(await one.desk.call('message.search', { ...query, conversationId, deskId: otherDesk })).toEqual(nobodys)
  expect(nobodys).toMatchObject({ ok: false, error: { code: 'not_found' } })

  // A guest who keeps the desk does not read what is noted of them.
  const staffKey = newId()
  using keeper = as('concierge', deskId, staffKey)
  const own = await startConversation(hub, `account:${staffKey}`, deskId)
  await one.desk.must('note.add', { conversationId: own, text: 'Quiet colleague' })
  await indexed()
  expect(whole(await search(keeper, { query: 'colleague', deskId }))).toEqual([])
  expect(whole(await search(one.desk, { query: 'colleague', deskId }))).toEqual(['Quiet colleague'])
})

it('what was changed is found by its new words alone, and what was taken back by none', async () => {
  using one = await talk(await seedDesk(hub), ['At seven', 'At eight'])
  const { guest, conversationId } = one
  await indexed()
  const before = await messages().find({ stream: conversationId }).toArray()
  await guest.must('message.edit', { conversationId, seq: 1, text: 'At nine' })
  await guest.must('message.withdraw', { conversationId, seq: 2 })
  // Before whoever makes new ones comes by.
  for (const { _id, grams = [] } of before) {
    expect(grams.length).toBeGreaterThan(0)
    expect((await messages().findOne({ _id }))?.grams ?? []).not.toEqual(grams)
  }
  await indexed()
  expect(shown(await search(guest, { query: 'nine' }))).toEqual(['nine'])
  for (const query of ['seven', 'eight']) expect(await search(guest, { query })).toEqual([])
  const withdrawn = await messages().findOne({ stream: conversationId, seq: 2 })
  expect(withdrawn?.grams).toEqual([])
  // Whoever was slow with the words of before does not bring them back.
  await messages().updateOne({ stream: conversationId, seq: 1 }, { $set: { unindexed: true } })
  await guest.must('message.react', { conversationId, seq: 1, reaction: 'like' })
  await indexed()
  expect(shown(await search(guest, { query: 'nine' }))).toEqual(['nine'])
})

it('what many messages have in common is found in pages, each once, and each answer opens a bounded number', async () => {
  const key = newId()
  const stream = await startConversation(hub, `guest:${key}`, await seedDesk(hub))
  const texts = Array.from({ length: 450 }, (_, n) =>
    n % 150 === 0 ? `네 알겠습니다 ${n}` : `네 습니다 알겠 겠습 ${n}`,
  )
  await saidBefore(stream, texts)
  await indexed()
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  const all = await search(guest, { query: '습니다', limit: 50 })
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 450 }, (_, n) => 451 - n))
  expect((await search(guest, { query: '알겠습니다' })).map(({ seq }) => seq)).toEqual([302, 152, 2])
  const first = await guest.must('message.search', { query: '없는말', limit: 50 })
  expect(first).toEqual({ hits: [], next: null })
  const plan = await messages()
    .find({ grams: { $in: [1, 2, 3] }, at: { $gte: new Date(0) } })
    .explain('executionStats')
  expect(JSON.stringify(plan)).toContain('"indexName":"words"')
})

it.skipIf(absent('korean') !== null || absent('dialogues') !== null)(
  'each of many real texts is found by parts of it, and the index has nothing of them and nothing that two conversations share',
  async () => {
    const dialogues = await readDialogues(6)
    const texts = [...(await readKorean(120)), ...dialogues.flat().map(({ text }) => text)].filter(
      (text) => text.length > 4,
    )
    const key = newId()
    const streams = await Promise.all(
      [1, 2].map(async () => startConversation(hub, `guest:${key}`, await seedDesk(hub))),
    )
    for (const stream of streams) await saidBefore(stream, texts)
    await indexed()
    using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
    const [conversationId = '', other = ''] = streams
    for (const text of texts.filter((_, n) => n % 4 === 0)) {
      const signs = [...text]
      const from = Math.floor(signs.length / 3)
      const query = signs.slice(from, from + 12).join('')
      const hits = await search(guest, { query, conversationId, limit: 50 })
      const seqs = hits.map(({ seq }) => seq)
      expect(seqs, `${query} of ${text}`).toContain(texts.indexOf(text) + 2)
    }
    const rows = (stream: string) => messages().find({ stream }).toArray()
    const tags = async (stream: string) => new Set((await rows(stream)).flatMap(({ grams = [] }) => grams))
    const [here, there] = [await tags(conversationId), await tags(other)]
    expect(here.size, 'the same words').toBeGreaterThan(1_000)
    expect([...here].filter((tag) => there.has(tag)).length, 'as many as by chance').toBeLessThan(3)
    const stored = JSON.stringify(await rows(conversationId))
    for (const text of texts) expect(stored).not.toContain(text.slice(0, 8))
  },
)

it('opening a conversation of ten thousand messages looks at as many documents and keys as one of a hundred', async () => {
  const crypt = createFieldCrypt(hub.secrets)
  const deskId = await seedDesk(hub)
  const looked: number[][] = []
  for (const length of [100, 10_000]) {
    const key = newId()
    const long = { owner: `guest:${key}`, deskId, length, newId }
    const conversationId = await seedLong({ db: hub.db, crypt }, long)
    using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
    await hub.db.command({ profile: 2 })
    const { content } = await guest.follow({ feed: 'conversation', params: { conversationId } })
    await hub.db.command({ profile: 0 })
    expect(Object.keys(content)).toHaveLength(51)
    const profile = hub.db.collection<{ docsExamined: number; keysExamined: number }>('system.profile')
    // The beacon may ask as well; the newest are read with their words once.
    const read = { 'command.filter.stream': conversationId, 'command.projection.grams': 0 }
    const reads = await profile.find(read).toArray()
    looked.push(reads.flatMap(({ docsExamined, keysExamined }) => [docsExamined, keysExamined]))
  }
  expect(looked).toEqual([
    [50, 50],
    [50, 50],
  ])
})

it('what is said or noted is found at once, without a sweep; what is long, was changed or was left by a node that was killed, by a sweep', async () => {
  await indexed()
  await hub.stopWorker()
  const long = Array.from({ length: 200 }, (_, n) => `word${n}`).join(' ')
  using one = await talk(await seedDesk(hub), ['Marigolds on the table', long], ['Prefers marigolds'])
  const { guest, desk, conversationId } = one
  expect(shown(await search(guest, { query: 'marigold' }))).toEqual(['Marigold'])
  expect(shown(await search(desk, { query: 'marigold', conversationId }))).toEqual(['marigold', 'Marigold'])
  expect(await messages().countDocuments({ unindexed: true }), 'the long one').toBe(1)

  await guest.must('message.edit', { conversationId, seq: 1, text: 'Dahlias on the table' })
  // As it lies where whoever said it was killed before it was findable.
  const other = await startConversation(hub, `guest:${one.key}`, await seedDesk(hub))
  await saidBefore(other, ['An aster, if there is one'])
  expect(await messages().countDocuments({ unindexed: true })).toBe(3)
  for (const query of ['dahlia', 'aster', 'word199']) expect(await search(guest, { query }), query).toEqual([])
  expect(await indexMessages(core.deps)).toBe(3)
  for (const query of ['dahlia', 'aster', 'word199']) expect(await search(guest, { query }), query).toHaveLength(1)
  expect(await indexMessages(core.deps)).toBe(0)
})
