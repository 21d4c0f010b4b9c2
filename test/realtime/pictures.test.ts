import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { renderUpload } from '../../server/core/pictures/render.ts'
import { venueBoxes } from '../../server/core/pictures/venuePictures.ts'
import { startHub, type TestHub } from '../support/hub.ts'

let hub: TestHub
let venueId: string
let token: string

beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())
beforeEach(async () => {
  venueId = (await hub.seedVenue()).venueId
  token = hub.tokenFor('manager', venueId)
})

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function send(method: string, path: string, init: RequestInit = {}, as: string | null = token): Promise<Answer> {
  const headers = { 'content-type': 'image/jpeg', ...(as !== null && { authorization: `Bearer ${as}` }) }
  const response = await fetch(hub.url(0) + path, { method, headers, ...init })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

function put(bytes: Uint8Array | string, alt = 'A plate', as: string | null = token, at = venueId): Promise<Answer> {
  return send('PUT', `/v1/venues/${at}/pictures?alt=${encodeURIComponent(alt)}`, { body: bytes as BodyInit }, as)
}

function paint(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#a0522d' } })
}

async function picturesOf(id = venueId) {
  const { body } = await send('GET', `/v1/venues/${id}`, {}, null)
  return body['pictures'] as readonly { src: string; width: number; height: number; alt: string }[]
}

const issueAt = (path: string) => ({ status: 400, body: { code: 'invalid_input', issues: [{ path }] } })

describe('a picture', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('in %s is kept as WebP in three widths', async (format) => {
    const { status, body } = await put(await paint(1600, 1200).toFormat(format).toBuffer())
    expect([status, body['width'], body['height'], body['alt']]).toEqual([200, 1280, 960, 'A plate'])
    expect(await picturesOf()).toEqual([{ src: body['src'], width: 1280, height: 960, alt: 'A plate' }])
    for (const width of [320, 640, 1280]) {
      const response = await fetch(`${hub.url(0)}${String(body['src'])}?w=${width}`)
      expect(response.headers.get('content-type')).toBe('image/webp')
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const metadata = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
      expect([metadata.format, metadata.width]).toEqual(['webp', width])
    }
  })

  test('that is narrower stays so, and one that is tall is kept no taller than a page', async () => {
    const small = await put(await paint(500, 300).png().toBuffer())
    expect([small.body['width'], small.body['height']]).toEqual([500, 300])
    const tall = await put(await paint(100, 20_000).png().toBuffer())
    expect([tall.status, tall.body['height']]).toEqual([200, 3840])
  })

  test('leaves behind what its file told besides: place, camera, thumbnail, words', async () => {
    const secret = 'where-and-when-it-was-taken'
    const exif = { IFD0: { Copyright: secret }, IFD3: { GPSLatitude: '37/1 34/1 0/1' } }
    const told = await paint(400, 300).withExif(exif).jpeg().toBuffer()
    expect(told.includes(secret)).toBe(true)
    const { body } = await put(told)
    const kept = Buffer.from(await (await fetch(`${hub.url(0)}${String(body['src'])}?w=320`)).arrayBuffer())
    const { exif: left, xmp, iptc, icc } = await sharp(kept).metadata()
    expect([left, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined])
    expect(kept.includes(secret)).toBe(false)
  })

  test('taken with the camera on its side stands upright', async () => {
    const { body } = await put(await paint(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer())
    expect([body['width'], body['height']]).toEqual([200, 400])
  })

  test('sent again is the same picture, also by two at once', async () => {
    const bytes = await paint(640, 480).png().toBuffer()
    const answers = await Promise.all([put(bytes), put(bytes)])
    answers.push(await put(bytes))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ body }) => body['src'])).size).toBe(1)
    expect(await picturesOf()).toHaveLength(1)
  })

  test('sent again with other words has those', async () => {
    const bytes = await paint(645, 480).png().toBuffer()
    await put(bytes, 'One')
    expect((await put(bytes, 'Other')).body['alt']).toBe('Other')
    expect((await picturesOf()).map(({ alt }) => alt)).toEqual(['Other'])
  })

  test('that is removed is gone, and so are its files', async () => {
    const { body } = await put(await paint(640, 480).png().toBuffer())
    const path = `/v1/venues/${venueId}/pictures/${String(body['pictureId'])}`
    expect(await send('DELETE', path)).toEqual({ status: 200, body: {} })
    expect(await picturesOf()).toEqual([])
    expect((await fetch(hub.url(0) + String(body['src']))).status).toBe(404)
    expect(await send('DELETE', path)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('that comes and goes is on record each time, without what it shows', async () => {
    const bytes = await paint(641, 480).png().toBuffer()
    for (let time = 0; time < 2; time++) {
      const { body } = await put(bytes)
      await send('DELETE', `/v1/venues/${venueId}/pictures/${String(body['pictureId'])}`)
    }
    const records = await hub.db.collection('audit').find({ to: venueId }).sort({ at: 1 }).toArray()
    expect(records.map(({ action }) => action as unknown)).toEqual(
      Array(2).fill(['picture.added', 'picture.removed']).flat(),
    )
  })

  test('stays when the restaurant is saved again', async () => {
    await put(await paint(642, 480).png().toBuffer())
    await hub.seedVenue({ venueId, name: 'Renamed' })
    expect(await picturesOf()).toHaveLength(1)
  })

  test('stands for the restaurant in search', async () => {
    const { body } = await put(await paint(643, 480).png().toBuffer())
    const { city, name } = await hub.seedVenue({ venueId, city: 'Pictureville' })
    const found = async () => (await send('GET', `/v1/venues/search?city=${city}`, {}, null)).body['venues']
    await vi.waitFor(
      async () =>
        expect(await found()).toMatchObject([{ name, picture: { src: body['src'], width: 643, height: 480 } }]),
      { timeout: 20_000, interval: 500 },
    )
  })
})

describe('is refused, at the picture', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hostname"/></svg>'

  test.each([
    ['a drawing that could load files', () => svg],
    ['a page', () => '<!doctype html><script>alert(1)</script>'],
    ['an animation', async () => paint(20, 20).gif().toBuffer()],
    ['a TIFF', async () => paint(20, 20).tiff().toBuffer()],
    ['a program', () => Buffer.from('\u007fELF and more of it')],
    ['a beginning of a JPEG and then nothing of it', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    [
      'a drawing that begins like a PNG',
      () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(svg)]),
    ],
    ['a photograph that was cut off', async () => (await noise(800, 600)).subarray(0, 20_000)],
    ['nothing', () => ''],
    [
      'more than eight megabytes',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(8 * 1024 * 1024)]),
    ],
    ['more than forty megapixels in a few kilobytes', async () => paint(8000, 5001).png().toBuffer()],
  ])('%s', async (_what, made) => {
    expect(await put(await made())).toMatchObject(issueAt('picture'))
    expect(await picturesOf()).toEqual([])
  })

  test('the thirteenth', async () => {
    for (let n = 0; n < 12; n++) {
      expect(
        (
          await put(
            await paint(10 + n, 10)
              .png()
              .toBuffer(),
          )
        ).status,
      ).toBe(200)
    }
    expect(await put(await paint(30, 10).png().toBuffer())).toMatchObject(issueAt('picture'))
    expect(await picturesOf()).toHaveLength(12)
  })
})

describe('by whom', () => {
  const picture = () => paint(50, 50).png().toBuffer()

  test('nobody but the restaurant’s manager and the platform’s admin', async () => {
    const other = (await hub.seedVenue()).venueId
    expect((await put(await picture(), 'x', null)).body['code']).toBe('unauthenticated')
    expect((await put(await picture(), 'x', hub.tokenFor('guest'))).body['code']).toBe('forbidden')
    expect((await put(await picture(), 'x', hub.tokenFor('host', venueId))).body['code']).toBe('forbidden')
    expect((await put(await picture(), 'x', hub.tokenFor('manager', other))).body['code']).toBe('not_found')
    expect(await picturesOf()).toEqual([])
    expect((await put(await picture(), 'x', hub.tokenFor('admin'))).status).toBe(200)
  })

  test('a picture of one restaurant is not removed through another', async () => {
    const { body } = await put(await picture())
    const other = (await hub.seedVenue()).venueId
    const path = `/v1/venues/${other}/pictures/${String(body['pictureId'])}`
    expect((await send('DELETE', path, {}, hub.tokenFor('manager', other))).status).toBe(404)
    expect(await picturesOf()).toHaveLength(1)
  })

  test.each([
    ['without words for who does not see it', '?'],
    ['with words that turn the line around', `?alt=${encodeURIComponent('a\u202eb')}`],
    ['with words without end', `?alt=${'a'.repeat(5000)}`],
  ])('%s it is not taken', async (_what, query) => {
    const answer = await send('PUT', `/v1/venues/${venueId}/pictures${query}`, { body: (await picture()) as BodyInit })
    expect(answer).toMatchObject(issueAt('alt'))
  })

  test.each(['?w=500', '?w=1e3', '?w=320&w=640'])(
    'another width (%s) is refused, and no other file is reached',
    async (query) => {
      const { body } = await put(await picture())
      expect((await fetch(`${hub.url(0)}${String(body['src'])}${query}`)).status).toBe(400)
      expect((await fetch(`${hub.url(0)}/pictures/..%2f..%2fpackage.json.webp`)).status).toBe(404)
    },
  )
})

test('demo restaurants come with pictures of our own drawing, drawn once', async () => {
  await using seeded = await startHub({ seedDemo: true, worker: false })
  const venues = seeded.db.collection('venues')
  await vi.waitFor(async () => expect(await venues.countDocuments({ pictures: { $size: 0 } })).toBe(0), {
    timeout: 150_000,
    interval: 500,
  })
  const before = await venues.find().sort({ _id: 1 }).toArray()
  expect(before.length).toBeGreaterThanOrEqual(12)
  const response = await fetch(`${seeded.url(0)}/pictures/${String(before[0]?.['pictures'][0].id)}.webp?w=320`)
  expect(response.headers.get('content-type')).toBe('image/webp')
  await seeded.addNode()
  expect(await venues.find().sort({ _id: 1 }).toArray()).toEqual(before)
}, 180_000)

test('a rendering has nothing of its source but pixels, whatever was in it', async () => {
  const { renderings } = await renderUpload(await paint(64, 64).withIccProfile('p3').png().toBuffer(), venueBoxes)
  for (const { webp } of renderings) expect(Object.keys(await sharp(webp).metadata())).not.toContain('icc')
})

async function noise(width: number, height: number): Promise<Buffer> {
  const raw = Buffer.from(Array.from({ length: width * height * 3 }, (_, n) => (n * 7919) % 251))
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}
