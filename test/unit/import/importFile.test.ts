import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { VenueToSave } from '../../../server/core/commands/saveVenue.ts'
import { tableSettings } from '../../../shared/contract/settings.ts'
import { importFile } from '../../../workers/tools/import/importFile.ts'
import type { Refused } from '../../../workers/tools/import/restaurantRow.ts'
import { dataFile } from '../../replay/dataFolder.ts'

const folder = await mkdtemp(join(tmpdir(), 'couvert-import-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const header = 'Name,Address,Location,Price,Cuisine,Longitude,Latitude,FacilitiesAndServices'
const row = (name: string, price = '$$') =>
  `${name},"1 Main St, Town","Town, USA",${price},Modern,-73.9,40.7,"Terrace,Counter dining"`

/** Imports what is given into a list, as the database would keep it. */
async function importText(content: string | Uint8Array, name = 'list.csv') {
  const file = join(folder, name)
  await writeFile(file, content)
  return importInto(file)
}

async function importInto(file: string) {
  const venues = new Map<string, VenueToSave>()
  const refused: Refused[] = []
  const save = async (venue: VenueToSave) => {
    const known = venues.has(venue.venueId)
    venues.set(venue.venueId, venue)
    return known ? ('unchanged' as const) : ('created' as const)
  }
  const result = importFile(file, { save, onRefused: (it) => refused.push(it), onProgress: () => {} })
  const [settled] = await Promise.allSettled([result])
  return { venues: [...venues.values()], refused, settled }
}

const failure = (code: string, line: number) => ({ status: 'rejected', reason: { name: 'ImportError', code, line } })

test('a restaurant comes in with tables, hours and the zone of its place', async () => {
  const { venues, settled } = await importText(`${header}\n${row('Chez Nous')}\n`)
  expect(settled).toEqual({ status: 'fulfilled', value: { created: 1, changed: 0, unchanged: 0, refused: 0 } })
  expect(venues[0]).toMatchObject({ name: 'Chez Nous', city: 'Town, USA', cuisine: 'Modern' })
  expect(venues[0]?.settings.zone).toBe('America/New_York')
  expect(venues[0]?.settings.tables.filter(({ area }) => area === 'counter')).toHaveLength(3)
  expect(tableSettings.safeParse(venues[0]?.settings).error).toBeUndefined()
})

test('a restaurant brings what the file tells of it, and nothing where it tells nothing', async () => {
  const more = `${header},Award,PhoneNumber,WebsiteUrl,name_ko,name_ja`
  const told = `${row('Hae', '₩₩₩')},2 Stars,+82212345678,https://hae.example/,메종 해,メゾン・ヘ`
  const { venues, refused } = await importText([more, told, `${row('Plain')},,,,,`].join('\n'))
  expect(refused).toEqual([])
  expect(venues[0]).toMatchObject({
    distinction: 'two_stars',
    price: 3,
    address: '1 Main St, Town',
    position: { latitude: 40.7, longitude: -73.9 },
    phone: '+82212345678',
    website: 'https://hae.example/',
    facilities: ['Terrace', 'Counter dining'],
    localNames: { ko: '메종 해', ja: 'メゾン・ヘ' },
  })
  expect(venues[1]).toMatchObject({
    distinction: null,
    phone: null,
    website: null,
    localNames: { ko: null, ja: null },
  })
})

test.each([
  ['Award', '5 Stars', 0],
  ['PhoneNumber', '02-123', 1],
  ['WebsiteUrl', 'javascript:alert(1)', 2],
  ['name_ko', '"a\u202eb"', 3],
])('a %s that is none is refused by its name', async (field, value, column) => {
  const cells = ['', '', '', '', ''].map((empty, index) => (index === column ? value : empty))
  const more = `${header},Award,PhoneNumber,WebsiteUrl,name_ko,name_ja`
  const { venues, refused } = await importText([more, `${row('A')},${cells.join()}`].join('\n'))
  expect([venues, refused.map((it) => it.field)]).toEqual([[], [field]])
})

test('the same row twice is one venue, also gzipped and with a byte order mark', async () => {
  const text = `\uFEFF${header}\n${row('Chez Nous')}\n${row('Chez Nous')}\n`
  const { venues, settled } = await importText(gzipSync(text), 'list.csv.gz')
  expect(settled).toMatchObject({ value: { created: 1, unchanged: 1 } })
  expect(venues).toHaveLength(1)
})

test('a row that does not fit is told by line, field and reason, and the others come in', async () => {
  const { venues, refused } = await importText(
    [header, row('Good'), row('Dear', 'much'), row('  '), `${row('Long')},one too many`, row('Also good')].join('\n'),
  )
  expect(venues.map(({ name }) => name)).toEqual(['Good', 'Also good'])
  expect(refused.map(({ line, field }) => [line, field])).toEqual([
    [3, 'Price'],
    [4, 'Name'],
    [5, ''],
  ])
  expect(refused[2]?.reason).toBe('it has 9 cells, the header has 8')
})

test('coordinates off the globe and control characters in a name are refused', async () => {
  const off = 'A,"1 Main St","Town, USA",$,Modern,200,40.7,'
  const control = `"A\u0007",x,"Town, USA",$,Modern,20,40.7,`
  const { refused } = await importText([header, off, control].join('\n'))
  expect(refused.map(({ field }) => field)).toEqual(['Longitude', 'Name'])
})

test.each([
  ['a quote that is never closed', `${header}\n${row('A')}\n"B,x\n`, 'broken_quotes', 3],
  ['a quote in the middle of a cell', `${header}\n${row('A')}\nB "x" y,"z" z\n`, 'broken_quotes', 3],
  ['an empty file', '', 'empty_file', 1],
  ['a header without rows', `${header}\n`, 'empty_file', 1],
  ['a header without the columns', 'a,b\n1,2\n', 'missing_column', 1],
  ['a million columns', `${Array.from({ length: 1_000_000 }, (_, n) => n).join()}\n`, 'row_too_large', 1],
  ['one giant cell', `${header}\n${row('x'.repeat(200_000))}\n`, 'row_too_large', 2],
])('%s is an error that names the line', async (_what, content, code, line) => {
  const { settled } = await importText(content)
  expect(settled).toMatchObject(failure(code, line))
})

test('bytes that are not UTF-8 are an error that names the line', async () => {
  const latin1 = Buffer.concat([Buffer.from(`${header}\n${row('A')}\n`), Buffer.from(row('Caf\u00e9'), 'latin1')])
  expect((await importText(latin1)).settled).toMatchObject(failure('wrong_encoding', 3))
})

test('a gzip file that was cut off, and a file that is not there, are errors', async () => {
  const whole = gzipSync(`${header}\n${row('A')}\n`)
  expect((await importText(whole.subarray(0, 40), 'cut.csv.gz')).settled).toMatchObject({
    reason: { code: 'broken_gzip' },
  })
  expect((await importInto(join(folder, 'none.csv'))).settled).toMatchObject(failure('not_found', 0))
})

const directory = dataFile('directory/michelin_2024_starred.csv.gz')

test.skipIf(directory.absent !== null)(
  'a real directory comes in, each restaurant with settings that the contract takes',
  async () => {
    const { venues, refused, settled } = await importInto(directory.path)
    expect(settled).toMatchObject({ status: 'fulfilled' })
    expect(venues.length + refused.length).toBe(2075)
    expect(refused).toEqual([])
    for (const { settings } of venues) expect(tableSettings.safeParse(settings).success).toBe(true)
    expect(venues.filter(({ settings }) => settings.zone.startsWith('Etc/'))).toEqual([])
  },
)
