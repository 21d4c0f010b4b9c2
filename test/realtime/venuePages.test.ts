import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { startHub, type TestHub } from '../support/hub.ts'

let hub: TestHub
let venueId: string

beforeAll(async () => {
  hub = await startHub({ worker: false })
  venueId = (
    await hub.seedVenue({
      name: 'Maison Hae',
      localNames: { ko: '메종 해', ja: 'メゾン・ヘ' },
      city: 'Seoul',
      cuisine: 'Korean, Contemporary',
      price: 4,
      address: '27 Bukchon Haetgol-gil',
      position: { latitude: 37.5829, longitude: 126.9836 },
      phone: '+82212345678',
      website: 'https://maison-hae.example/',
      facilities: ['Terrace'],
      about: { ko: '북촌의 오래된 집.', en: 'An old house\nin Bukchon.', ja: null },
    })
  ).venueId
})
afterAll(() => hub[Symbol.asyncDispose]())

interface Page {
  readonly status: number
  readonly headers: Headers
  readonly html: string
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(hub.url(0) + path, { headers })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

function jsonIn(html: string): Record<string, unknown> {
  const found = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  expect(found).toHaveLength(1)
  return JSON.parse(found[0]?.[1] ?? '') as Record<string, unknown>
}

const titleIn = (html: string) => /<title>(.*?)<\/title>/s.exec(html)?.[1]
const metaIn = (html: string, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(html)?.[1]

describe('the page of a restaurant', () => {
  test('says what it is in the language asked for', async () => {
    const { status, headers, html } = await get(`/v/${venueId}?lang=ko`)
    expect([status, headers.get('content-language'), headers.get('cache-control')]).toEqual([200, 'ko', 'no-cache'])
    expect(html).toContain('<html lang="ko"')
    expect(titleIn(html)).toBe('메종 해, Seoul: 테이블 예약')
    expect(metaIn(html, 'description')).toBe('북촌의 오래된 집.')
    expect(html.match(/name="description"/g)).toHaveLength(1)
    expect(metaIn(html, 'og:title')).toBe('메종 해, Seoul: 테이블 예약')
  })

  test('describes it itself where it says nothing in that language', async () => {
    const { html } = await get(`/v/${venueId}?lang=ja`)
    expect(metaIn(html, 'description')).toBe(
      'Seoulのメゾン・ヘ（Korean, Contemporary）。今空いている席を見て、そのまま予約できます。',
    )
  })

  test.each([
    ['the browser’s first language that there is', { 'accept-language': 'fr, ja;q=0.8, ko;q=0.5' }, '', 'ja'],
    ['English, where none is asked for', {}, '', 'en'],
    ['English, where only others are', { 'accept-language': 'fr' }, '', 'en'],
    ['what is asked for, before the browser’s', { 'accept-language': 'ja' }, '?lang=ko', 'ko'],
    ['the browser’s, where what is asked for is no language', { 'accept-language': 'ja' }, '?lang=%3Cx', 'ja'],
    ['the browser’s, where two are asked for', { 'accept-language': 'ja' }, '?lang=ko&lang=en', 'ja'],
  ])('is in %s', async (_what, headers, query, language) => {
    const page = await get(`/v/${venueId}${query}`, headers)
    expect(page.html).toContain(`<html lang="${language}"`)
    expect(page.headers.get('vary')?.toLowerCase()).toContain('accept-language')
  })

  test('names its address, and the same page in other languages', async () => {
    const { html } = await get(`/v/${venueId}?lang=ko`)
    const canonical = /<link rel="canonical" href="([^"]*)">/.exec(html)?.[1] ?? ''
    expect(canonical).toMatch(new RegExp(`^https?://.*/v/${venueId}\\?lang=ko$`))
    const alternates = [...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g)]
    expect(alternates.map(([, language]) => language)).toEqual(['en', 'ko', 'ja', 'x-default'])
    expect(alternates.map(([, , href]) => href)).toContain(canonical)
  })

  test('describes a restaurant to machines', async () => {
    const { html } = await get(`/v/${venueId}?lang=en`)
    expect(jsonIn(html)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Restaurant',
      name: 'Maison Hae',
      alternateName: ['메종 해', 'メゾン・ヘ'],
      description: 'An old house in Bukchon.',
      servesCuisine: ['Korean', 'Contemporary'],
      acceptsReservations: true,
      priceRange: '$$$$',
      telephone: '+82212345678',
      sameAs: 'https://maison-hae.example/',
      address: { '@type': 'PostalAddress', streetAddress: '27 Bukchon Haetgol-gil', addressLocality: 'Seoul' },
      geo: { latitude: 37.5829, longitude: 126.9836 },
    })
  })

  test('is the same for whatever host one asked at', async () => {
    const { html } = await get(`/v/${venueId}`, { 'x-forwarded-host': 'evil.example' })
    expect(html).not.toContain('evil.example')
  })

  test('is the newest', async () => {
    const { venueId: id } = await hub.seedVenue({ name: 'Before' })
    await hub.seedVenue({ venueId: id, name: 'After' })
    expect(titleIn((await get(`/v/${id}`)).html)).toContain('After')
  })
})

describe('a name that would be more than a name', () => {
  const evil = [
    `</title><script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onload='alert(1)`,
    `</script><script>alert(1)</script>`,
    '<!--<script>',
    `$& $1 $\` $' $$`,
    `&lt;script&gt;`,
    `{"@type":"Thief"}`,
    `\\u003c/script>\\`,
    `a\u2028b\u2029c`,
  ]

  test.each(evil)('%s stays a name', async (name) => {
    const about = { ko: null, en: name.repeat(20), ja: null }
    const venue = await hub.seedVenue({ name, city: name, cuisine: name, address: name, facilities: [name], about })
    const { status, html } = await get(`/v/${venue.venueId}?lang=en`)
    expect(status).toBe(200)
    expect(jsonIn(html)).toMatchObject({ '@type': 'Restaurant', name, address: { streetAddress: name } })
    const tags = tagsIn(html)
    expect(tags).toEqual(tagsIn((await get(`/v/${venueId}?lang=en`)).html))
    expect(unescaped(titleIn(html) ?? '')).toBe(`${name}, ${name}: reserve a table`)
  })

  /** Which elements there are, in their order, and which attributes they have: what no name may add to. */
  function tagsIn(html: string): readonly string[] {
    const json = /<script type="application\/ld\+json">.*?<\/script>/gs
    return [...html.replace(json, '').matchAll(/<(\/?[a-z!][^\s>]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
      ([, name, attributes]) =>
        `${name} ${[...(attributes ?? '').matchAll(/([a-z:-]+)="[^"]*"/gi)].map(([, it]) => it).join()}`,
    )
  }

  function unescaped(text: string): string {
    const signs = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
    return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => signs[entity as keyof typeof signs])
  }
})

describe('what is not there', () => {
  test.each([
    ['a restaurant nobody has', () => `/v/${newId()}`],
    ['an id that is none', () => '/v/nobody'],
    ['a name of the language', () => '/v/__proto__'],
    ['a way out', () => '/v/..%2f..%2fetc'],
  ])('%s is not found, and says so to people and to machines', async (_what, path) => {
    const { status, headers, html } = await get(`${path()}?lang=ja`)
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(titleIn(html)).toBe('このレストランは見つかりません')
    expect(metaIn(html, 'robots')).toBe('noindex')
    expect(html).not.toContain('canonical')
  })

  test.each(['/nowhere', '/v', '/venue', '/staffroom', '/r', '/accounts', '/assets/none.js', '/index.php', '/.env'])(
    '%s is nowhere',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )
})

test('the sitemap names every restaurant in every language, and the robots find it', async () => {
  const robots = await get('/robots.txt')
  expect(robots.headers.get('content-type')).toContain('text/plain')
  const address = /^Sitemap: (.*)$/m.exec(robots.html)?.[1] ?? ''
  expect(robots.html).toContain('Disallow: /account\n')
  await vi.waitFor(
    async () => {
      const { html, headers } = await get(new URL(address).pathname)
      expect(headers.get('content-type')).toContain('application/xml')
      for (const language of ['en', 'ko', 'ja']) expect(html).toContain(`/v/${venueId}?lang=${language}</loc>`)
      const count = await hub.db.collection('venues').countDocuments()
      expect(html.match(/<loc>/g)).toHaveLength(3 * count)
    },
    { timeout: 20_000, interval: 500 },
  )
})
