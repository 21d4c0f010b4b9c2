import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AttachmentDocument } from '../../server/core/attachments/documents.ts'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { blobsOf, paint, smallPdf, upload } from '../support/attachments.ts'
import { connect } from '../support/client.ts'
import { allOf, seedDesk, shownIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, registerAs } from '../support/people.ts'

const soon = { timeout: 30_000 }

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

/** A guest and a concierge with a conversation, each at a node of their own. */
async function meet() {
  const deskId = await seedDesk(hub)
  const token = hub.tokenFor('guest')
  const deskToken = hub.tokenFor('concierge', deskId)
  const [guest, desk] = [connect(hub.url(0), token), connect(hub.url(1), deskToken)]
  const { conversationId } = await guest.must('conversation.open', { deskId })
  return {
    ...{ deskId, token, deskToken, guest, desk, conversationId },
    send: (bytes: Uint8Array, options?: Parameters<typeof upload>[3]) =>
      upload(hub.url(0), { token, conversationId }, bytes, options),
    read: (id: unknown, as: string | null = token, query = '') => read(conversationId, id, as, query),
    [Symbol.dispose]() {
      for (const { socket } of [guest, desk]) socket.disconnect()
    },
  }
}

function read(conversationId: string, attachmentId: unknown, as: string | null, query = '') {
  const path = `/v1/conversations/${conversationId}/attachments/${String(attachmentId)}${query}`
  return fetch(hub.url(1) + path, as === null ? {} : { headers: { authorization: `Bearer ${as}` } })
}

const statusOf = async (reading: Promise<Response>) => (await reading).status
const picture = () => paint(60, 40).jpeg().toBuffer()
const idOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) => String(body['attachmentId'])
const rowOf = (_id: string) => hub.db.collection<AttachmentDocument>('attachments').findOne({ _id })
const issueAt = (path: string) => ({ status: 400, body: { code: 'invalid_input', issues: [{ path }] } })

describe('a picture', () => {
  it('comes with a message, upright and without what its file told besides, and lies where nobody can read it', async () => {
    using talk = await meet()
    const { guest, desk, conversationId, deskToken, token } = talk
    const feed = await desk.follow({ feed: 'conversation', params: { conversationId } })
    const secret = 'where-and-when-it-was-taken'
    const exif = { IFD0: { Copyright: secret }, IFD3: { GPSLatitude: '37/1 34/1 0/1' } }
    const told = await paint(4000, 1000).withExif(exif).withMetadata({ orientation: 6, exif }).jpeg().toBuffer()
    expect(told.includes(secret)).toBe(true)
    const sent = await talk.send(told, { name: '../자리\u202egpj.\u0000HEIC.jpg' })
    const attachment = {
      attachmentId: idOf(sent),
      kind: 'picture',
      name: '자리gpj.HEIC.webp',
      width: 512,
      height: 2048,
    }
    expect(sent).toMatchObject({ status: 200, body: attachment })
    const attachments = [idOf(sent)]
    expect(await guest.must('message.send', { conversationId, text: '', attachments })).toMatchObject({ seq: 1 })
    await expect.poll(() => shownIn(feed)[0], soon).toMatchObject({ text: '', attachments: [attachment] })
    expect((await allOf(guest, conversationId))[0]).toMatchObject({ attachments: [attachment] })
    for (const [size, width] of [
      ['whole', 512],
      ['preview', 120],
    ] as const) {
      const response = await talk.read(idOf(sent), deskToken, `?size=${size}`)
      expect(response.headers.get('content-type')).toBe('image/webp')
      expect(response.headers.get('cache-control')).toMatch(/^private/)
      const bytes = Buffer.from(await response.arrayBuffer())
      const metadata = await sharp(bytes).metadata()
      expect([metadata.width, metadata.exif, metadata.xmp, metadata.icc]).toEqual([
        width,
        undefined,
        undefined,
        undefined,
      ])
      expect(bytes.includes(secret)).toBe(false)
      for (const blob of await blobsOf(idOf(sent))) expect(blob.includes(bytes.subarray(0, 64))).toBe(false)
    }
    expect(await blobsOf(idOf(sent))).toHaveLength(2)
    expect(await statusOf(talk.read(idOf(sent), token))).toBe(200)
    expect(JSON.stringify(await rowOf(idOf(sent)))).not.toContain('자리')
    expect(JSON.stringify(await hub.db.collection('messages').find().toArray())).not.toContain('자리')
  })

  it.each([
    ['a drawing that could load files', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'file'],
    ['a page called a picture', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'file'],
    ['an animation', () => paint(20, 20).gif().toBuffer(), 'file'],
    ['a beginning of a JPEG and then nothing of it', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), 'picture'],
    ['more than forty megapixels in a few kilobytes', () => paint(8000, 5001).png().toBuffer(), 'picture'],
    ['nothing', () => Buffer.alloc(0), 'file'],
  ])('is not %s', async (_what, made, path) => {
    using talk = await meet()
    expect(await talk.send(await made())).toMatchObject(issueAt(path))
    expect(await hub.db.collection('attachments').countDocuments({ stream: talk.conversationId })).toBe(0)
  })

  it('is ten megabytes at most, and one byte more is refused', async () => {
    using talk = await meet()
    const most = 10 * 1024 * 1024
    const full = Buffer.concat([smallPdf, Buffer.alloc(most - smallPdf.length)])
    expect(await talk.send(full, { name: 'menu.pdf' })).toMatchObject({ status: 200, body: { bytes: most } })
    const over = await talk.send(Buffer.concat([full, Buffer.alloc(1)]))
    expect(over).toMatchObject({ status: 413, body: { code: 'payload_too_large' } })
  })
})

it('a PDF is given back as it was, to be saved and never to be run', async () => {
  using talk = await meet()
  const sent = await talk.send(smallPdf, { name: 'C:\\menus\\메뉴.exe' })
  expect(sent.body).toMatchObject({ kind: 'pdf', name: '메뉴.pdf', bytes: smallPdf.length, width: null, height: null })
  const response = await talk.read(idOf(sent))
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename="\?+\.pdf"; filename\*=UTF-8''/),
    vary: expect.stringMatching(/authorization/i),
  })
  expect(Buffer.from(await response.arrayBuffer())).toEqual(smallPdf)
  expect(await statusOf(talk.read(idOf(sent), talk.token, '?size=preview')), 'it has no preview').toBe(404)
})

it('sent again under its key, at two nodes at once, a file is kept once, and another under it is refused', async () => {
  using talk = await meet()
  const { token, conversationId } = talk
  const [bytes, requestId] = [await picture(), randomUUID()]
  const at = (n: number) => upload(hub.url(n), { token, conversationId }, bytes, { requestId })
  const answers = await Promise.all([at(0), at(1), at(0)])
  const last = await expect
    .poll(async () => (answers.push(await at(1)), answers.at(-1)?.status), soon)
    .toBe(200)
    .then(() => answers.at(-1))
  const taken = answers.filter(({ status }) => status === 200)
  expect(new Set(taken.map(idOf))).toEqual(new Set([idOf(last ?? { body: {} })]))
  for (const refused of answers.filter(({ status }) => status !== 200)) expect(refused.body['code']).toBe('busy')
  expect(await hub.db.collection('attachments').countDocuments({ stream: conversationId })).toBe(1)
  const other = await upload(hub.url(0), { token, conversationId }, smallPdf, { requestId })
  expect(other.body).toMatchObject({ code: 'request_id_reused' })
})

describe('whose a file is', () => {
  it('before it is sent its uploader’s, afterwards everybody’s who reads the conversation, and nobody else’s', async () => {
    using talk = await meet()
    const { guest, conversationId, deskToken, token } = talk
    using other = await meet()
    const id = idOf(await talk.send(await picture()))
    expect([await statusOf(talk.read(id, token)), await statusOf(talk.read(id, deskToken))]).toEqual([200, 404])
    await guest.must('message.send', { conversationId, text: 'Here', attachments: [id] })
    const readers = [deskToken, hub.tokenFor('host', talk.deskId), hub.tokenFor('support')]
    for (const reader of readers) expect(await statusOf(talk.read(id, reader))).toBe(200)
    const strangers = [other.token, other.deskToken, hub.tokenFor('manager', other.deskId)]
    for (const stranger of strangers) expect(await statusOf(talk.read(id, stranger))).toBe(404)
    expect(await statusOf(talk.read(id, hub.tokenFor('admin')))).toBe(403)
    expect(await statusOf(talk.read(id, null))).toBe(401)
    expect(await statusOf(read(other.conversationId, id, other.token)), 'through another conversation').toBe(404)
    const stranger = await upload(hub.url(0), { token: other.token, conversationId }, smallPdf)
    expect(stranger).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const visitor = await upload(hub.url(0), { token: null, conversationId }, smallPdf)
    expect(visitor).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    const support = await upload(hub.url(0), { token: hub.tokenFor('support'), conversationId }, smallPdf)
    expect(support).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  it('a message takes only what its sender uploaded there, each once; over the socket and over HTTP', async () => {
    using talk = await meet()
    using other = await meet()
    const { guest, desk, conversationId, token } = talk
    const [own, second] = [idOf(await talk.send(await picture())), idOf(await talk.send(smallPdf))]
    const elsewhere = idOf(await other.send(smallPdf))
    const at = (path: string) => ({ ok: false, error: { code: 'invalid_input', issues: [{ path }] } })
    const trying = (attachments: readonly string[]) =>
      guest.call('message.send', { conversationId, text: 'x', attachments: [...attachments] })
    expect(await trying([own, elsewhere])).toMatchObject(at('attachments.1'))
    expect(await trying(['0'.repeat(26)])).toMatchObject(at('attachments.0'))
    expect(await trying([own, own])).toMatchObject(at('attachments'))
    expect(await trying([])).toMatchObject(at('attachments'))
    expect(await trying(Array.from({ length: 5 }, (_, n) => `${n}`.repeat(26)))).toMatchObject(at('attachments'))
    expect(await guest.call('message.send', { conversationId, text: ' ' })).toMatchObject(at('text'))
    const theirs = { conversationId, text: 'x', attachments: [own] }
    expect(await desk.call('message.send', theirs)).toMatchObject(at('attachments.0'))
    expect(await allOf(guest, conversationId), 'nothing was said').toEqual([])
    const requestId = randomUUID()
    const first = await guest.must('message.send', { ...theirs, attachments: [second, own] }, requestId)
    expect(await guest.must('message.send', { ...theirs, attachments: [second, own] }, requestId)).toEqual(first)
    expect(await trying([own])).toMatchObject(at('attachments.0'))
    const response = await fetch(`${hub.url(1)}/v1/conversations/${conversationId}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ text: '', attachments: [own] }),
    })
    expect([response.status, await response.json()]).toMatchObject([400, { issues: [{ path: 'attachments.0' }] }])
    const shown = await allOf(guest, conversationId)
    expect(shown.map(({ attachments }) => attachments.map(({ attachmentId }) => attachmentId))).toEqual([[second, own]])
  })

  it('of two messages that take one file at once, one has it', async () => {
    using talk = await meet()
    const { guest, conversationId, token } = talk
    using tablet = connect(hub.url(1), token)
    const id = idOf(await talk.send(await picture()))
    const answers = await Promise.all(
      [guest, tablet, guest, tablet].map((client) =>
        client.call('message.send', { conversationId, text: 'x', attachments: [id] }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await allOf(guest, conversationId)).toHaveLength(1)
  })
})

describe('is gone', () => {
  it('with the message that is withdrawn: the desk is told what it was, and nobody reads it', async () => {
    using talk = await meet()
    const { guest, desk, conversationId, deskToken } = talk
    const id = idOf(await talk.send(await picture(), { name: 'wrong one.png' }))
    const requestId = randomUUID()
    const words = { conversationId, text: 'Mine', attachments: [id] }
    const { seq } = await guest.must('message.send', words, requestId)
    await guest.must('message.withdraw', { conversationId, seq })
    expect([await statusOf(talk.read(id)), await statusOf(talk.read(id, deskToken))]).toEqual([404, 404])
    expect([await rowOf(id), await blobsOf(id)]).toEqual([null, []])
    expect((await allOf(guest, conversationId))[0]).toMatchObject({ text: null, attachments: [] })
    const [trace] = await allOf(desk, conversationId)
    expect(trace).toMatchObject({ was: ['Mine'], attachments: [{ name: 'wrong one.webp' }] })
    expect(await guest.must('message.send', words, requestId), 'its sender asks again').toMatchObject({ seq })
  })

  it('but not where withdrawing was refused', async () => {
    using talk = await meet()
    const { guest, desk, conversationId } = talk
    const id = idOf(await talk.send(await picture()))
    const { seq } = await guest.must('message.send', { conversationId, text: '', attachments: [id] })
    expect(await desk.call('message.withdraw', { conversationId, seq })).toMatchObject({ error: { reason: 'not_own' } })
    const attachments = hub.db.collection<AttachmentDocument>('attachments')
    await attachments.updateOne({ _id: id }, { $set: { lookAt: 1 } })
    await expect.poll(async () => (await rowOf(id))?.lookAt, soon).toBeUndefined()
    expect(await statusOf(talk.read(id))).toBe(200)
  })

  it('when no message came in a day, when its sender was lost, and when its message was withdrawn half way', async () => {
    using talk = await meet()
    const { guest, conversationId } = talk
    const [unsent, lost, withdrawn] = [
      idOf(await talk.send(await picture())),
      idOf(await talk.send(smallPdf)),
      idOf(await talk.send(smallPdf)),
    ]
    const attachments = hub.db.collection<AttachmentDocument>('attachments')
    const dayAhead = (await rowOf(unsent))?.lookAt ?? 0
    expect(dayAhead - Date.now()).toBeGreaterThan(23 * 3_600_000)
    await attachments.updateOne({ _id: lost }, { $set: { draft: true } })
    await guest.must('message.send', { conversationId, text: '', attachments: [withdrawn] })
    await hub.db
      .collection<MessageDocument>('messages')
      .updateOne({ stream: conversationId }, { $set: { withdrawnAt: new Date() } })
    await attachments.updateMany({ stream: conversationId }, { $set: { lookAt: 1 } })
    await expect.poll(() => attachments.countDocuments({ stream: conversationId }), soon).toBe(0)
    for (const id of [unsent, lost, withdrawn]) expect(await blobsOf(id)).toEqual([])
  })

  it('with the guest who is erased, sent or not; in between it came along into their account', async () => {
    using talk = await meet()
    const { guest, conversationId } = talk
    const [sent, unsent] = [idOf(await talk.send(await picture())), idOf(await talk.send(smallPdf))]
    await guest.must('message.send', { conversationId, text: '', attachments: [sent] })
    const { token } = await registerAs(hub, guest, ada)
    using home = connect(hub.url(1), token)
    for (const id of [sent, unsent]) expect(await statusOf(talk.read(id, token))).toBe(200)
    await home.must('message.send', { conversationId, text: '', attachments: [unsent] })
    const { conversations } = await home.must('account.export', {})
    expect(conversations[0]?.messages.map(({ attachments }) => attachments)).toEqual([['photo.webp'], ['photo.pdf']])
    const waiting = idOf(await upload(hub.url(0), { token, conversationId }, smallPdf))
    await home.must('account.erase', { password: ada.password })
    expect(await hub.db.collection('attachments').countDocuments({ stream: conversationId })).toBe(0)
    for (const id of [sent, unsent, waiting]) expect(await blobsOf(id)).toEqual([])
  })
})
