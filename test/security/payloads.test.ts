import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import { type OperationName, operationNames, operations } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { startHub, type TestHub } from '../support/hub.ts'

/** What one message may have. */
const most = 32 * 1024

let hub: TestHub
let venueId: string
beforeAll(async () => {
  hub = await startHub({ worker: false })
  venueId = (await hub.seedVenue()).venueId
})
afterAll(() => hub[Symbol.asyncDispose]())

/** JSON of exactly so many bytes, whose one field nobody asked for. */
function jsonOf(bytes: number): string {
  const empty = JSON.stringify({ x: '' })
  return JSON.stringify({ x: 'y'.repeat(bytes - empty.length) })
}

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Written one after another. */
  readonly chunks: readonly (string | Buffer)[]
}

/** Over HTTP as bytes; a connection that is cut before an answer says `cut`. */
function post({ headers = {}, chunks }: Sent): Promise<string> {
  return new Promise((resolve) => {
    const all = { 'content-type': 'application/json', 'idempotency-key': 'a-request-of-the-test', ...headers }
    const ask = request(`${hub.url(0)}/v1/sessions`, { method: 'POST', headers: all }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as Partial<ErrorBody>
        resolve(`${response.statusCode} ${body.code ?? 'ok'}`)
      })
    })
    ask.on('error', () => resolve('cut'))
    for (const chunk of chunks) ask.write(chunk)
    ask.end()
  })
}

function connectTo(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

/** `cut` where the socket is, instead of an answer. */
async function emit(socket: Socket, event: string, payload: unknown): Promise<string> {
  const cut = new Promise<string>((resolve) => socket.once('disconnect', () => resolve('cut')))
  const answered = socket
    .emitWithAck(event, payload)
    .then((answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code))
  return Promise.race([cut, answered])
}

async function othersAreServed(): Promise<void> {
  const socket = await connectTo(hub.url(0))
  expect(await emit(socket, 'venue.get', { input: { venueId } })).toBe('ok')
  socket.disconnect()
  expect((await fetch(`${hub.url(0)}/v1/venues/${venueId}`)).status).toBe(200)
}

describe('S11: over HTTP', () => {
  const whole = (bytes: number): Sent => ({ headers: { 'content-length': String(bytes) }, chunks: [jsonOf(bytes)] })
  const chunked = (bytes: number): Sent => ({ chunks: jsonOf(bytes).match(/.{1,1000}/g) ?? [] })
  const zipped = (bytes: number): Sent => ({
    headers: { 'content-encoding': 'gzip' },
    chunks: [gzipSync(jsonOf(bytes))],
  })

  test.each([
    ['as one', whole],
    ['in chunks of no length told', chunked],
    ['compressed', zipped],
  ])('%s, a body of the limit is read and one of a byte more is not', async (_how, sent) => {
    expect(await post(sent(most))).toBe('400 invalid_input')
    expect(await post(sent(most + 1))).toBe('413 payload_too_large')
    await othersAreServed()
  })

  it('a megabyte is not read, nor is a bomb of fifty that comes as fifty thousand bytes', async () => {
    expect(await post(whole(1024 * 1024))).toMatch(/^413 payload_too_large$|^cut$/)
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(60_000)
    const before = process.memoryUsage().arrayBuffers
    expect(await post({ headers: { 'content-encoding': 'gzip' }, chunks: [bomb] })).toMatch(
      /^413 payload_too_large$|^cut$/,
    )
    // Of the fifty megabytes not a tenth was ever there.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * 1024 * 1024)
    await othersAreServed()
  })
})

describe('S11: over a socket', () => {
  /** With the envelope around it, exactly so many bytes. */
  const inputOf = (bytes: number) => {
    const envelope = JSON.stringify({ input: { x: '' } })
    return { input: { x: 'y'.repeat(bytes - envelope.length) } }
  }

  it('a message of the limit is read and one of a byte more is not, in bytes and not in signs', async () => {
    const socket = await connectTo(hub.url(0))
    expect(await emit(socket, 'venue.get', inputOf(most))).toBe('invalid_input')
    expect(await emit(socket, 'venue.get', inputOf(most + 1))).toBe('payload_too_large')
    expect(await emit(socket, 'venue.get', { input: { x: '가'.repeat(most / 3) } })).toBe('payload_too_large')
    expect(await emit(socket, 'venue.get', { input: { venueId } })).toBe('ok')
    socket.disconnect()
  })

  it('a megabyte cuts its own socket and nobody else’s', async () => {
    const [socket, other] = [await connectTo(hub.url(0)), await connectTo(hub.url(0))]
    expect(await emit(socket, 'venue.get', inputOf(1024 * 1024))).toBe('cut')
    expect(await emit(other, 'venue.get', { input: { venueId } })).toBe('ok')
    other.disconnect()
  })
})

const levels = [1_000, 15_000, 60_000, 450_000]
const brackets = { lists: ['[', ']'], objects: ['{"a":', '}'] } as const

function nest(kind: keyof typeof brackets, depth: number): string {
  const [open, close] = brackets[kind]
  return `${open.repeat(depth)}1${close.repeat(depth)}`
}

describe.each(Object.keys(brackets) as (keyof typeof brackets)[])('S12: %s', (kind) => {
  test.each(levels)('nested %i deep are refused on every route, and others are served', async (depth) => {
    const deep = nest(kind, depth)
    for (const body of [`{"email":${deep},"password":"x"}`, deep]) {
      expect(await post({ chunks: [body] })).toMatch(/^(?:400 invalid_input|413 payload_too_large|cut)$/)
    }
    await othersAreServed()
  })

  // Written as text: what the client's own library would write down again is no deeper than its own stack.
  test.each(levels)('nested %i deep are refused on every event, and others are served', async (depth) => {
    const deep = nest(kind, depth)
    const events = [...operationNames, 'feed.open', 'feed.close', 'no.such.event']
    const codes = new Set<string>()
    const socket = await connectTo(hub.url(0))
    // Past the size of any message the socket is cut, whatever it was to be.
    for (const event of events) if (!codes.has('cut')) codes.add(await tellRaw(socket, event, deep))
    socket.disconnect()
    const refusals = [
      'invalid_input',
      'payload_too_large',
      'unknown_operation',
      'unauthenticated',
      'rate_limited',
      'cut',
    ]
    expect(refusals).toEqual(expect.arrayContaining([...codes]))
    await othersAreServed()
  })
})

let acknowledged = 1000

/** An event as the protocol writes it, with an id that wants an answer; what came back, or that the socket was cut. */
function tellRaw(socket: Socket, event: string, deep: string): Promise<string> {
  const id = acknowledged++
  const { engine } = socket.io
  return new Promise((resolve) => {
    const hear = ({ data }: { readonly data?: unknown }) => {
      if (typeof data !== 'string' || !data.startsWith(`3${id}[`)) return
      engine.off('packet', hear)
      const [answer] = JSON.parse(data.slice(`3${id}`.length)) as [Answer<unknown>]
      resolve(answer.ok ? 'ok' : answer.error.code)
    }
    engine.on('packet', hear)
    engine.once('close', () => resolve('cut'))
    engine.write(`2${id}["${event}",{"input":${deep},"requestId":"a-request-of-the-test"}]`)
  })
}

it('S12: what is tried on every event is known to every operation', () => {
  const strict = (name: OperationName) => operations[name].input.safeParse({ x: 1 }).success
  expect(operationNames.filter(strict)).toEqual([])
})
