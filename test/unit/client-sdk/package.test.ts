import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PackedSdk, packSdk } from './packedSdk.ts'

/** Of what is ours, beside `socket.io-client` and `react`. */
const mostBytes = 20 * 1024

let sdk: PackedSdk

beforeAll(async () => {
  sdk = await packSdk()
})

afterAll(() => sdk?.[Symbol.asyncDispose]())

test('the package is in order for whoever publishes and whoever installs it', async () => {
  await sdk.tool('publint', ['--strict', '.'], sdk.folder)
})

test('its types are found in every way an ESM package is asked for them', async () => {
  await sdk.tool('attw', ['--pack', '.', '--profile', 'esm-only'], sdk.folder)
})

test('it is under 20 KiB compressed, without what it imports', async () => {
  const scripts = (await readdir(join(sdk.folder, 'dist'))).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(scripts.map((name) => sdk.read(join('dist', name))))
  const bytes = gzipSync(texts.join('\n'), { level: 9 }).length
  console.log(`${scripts.join(', ')}: ${bytes} bytes compressed of ${mostBytes}`)
  expect(bytes).toBeLessThan(mostBytes)
})

test('nothing is imported but socket.io-client and react', async () => {
  const files = await readdir(join(sdk.folder, 'dist'))
  const entries = ['conversation', 'index', 'react'].flatMap((name) => [`${name}.d.ts`, `${name}.js`])
  expect(files.toSorted()).toEqual([...entries, 'shared.js'])
  const texts = await Promise.all(files.map((name) => sdk.read(join('dist', name))))
  const imported = texts.flatMap((text) => [...text.matchAll(/\b(?:from|import\()\s*["']([^"'.][^"']*)["']/g)])
  expect(new Set(imported.map(([, name]) => name))).toEqual(new Set(['socket.io-client', 'react']))
  expect(texts.join('')).not.toMatch(/\bzod\b/)
})

const client = `
import { ClientError, createClient, memoryStore, type FeedSnapshot, type Output, type Reservation } from '@couvert/client'
import { conversationOf } from '@couvert/client/conversation'

const client = createClient({ url: 'http://localhost:3000', storage: memoryStore(), limits: { giveUpMs: 1000 } })

export async function book(venueId: string, date: string): Promise<Reservation> {
  const slots = await client.feed('availability', { venueId, date }).live()
  const startsAt: string | undefined = Object.values(slots).find((slot) => slot.codes[1] === 'o')?.startsAt
  if (startsAt === undefined) throw new Error('full')
  const held: Output<'hold.create'> = await client.call('hold.create', { venueId, date, startsAt, party: 2 })
  // @ts-expect-error there is no such operation
  await client.call('hold.make', {})
  // @ts-expect-error the party is missing
  await client.call('hold.create', { venueId, date, startsAt })
  // @ts-expect-error a number is no text
  await client.call('hold.create', { venueId, date, startsAt, party: '2' })
  // @ts-expect-error nothing is known of this field
  await client.call('hold.create', { venueId, date, startsAt, party: 2, smoking: true })
  // @ts-expect-error an answer has only what the contract says
  held.tableId
  return held
}

export async function sessions(): Promise<string> {
  const { kind } = await client.session.open('session.login', { email: 'a@example.com', password: 'secret' })
  // @ts-expect-error the venue list opens no session
  await client.session.open('venue.list', {})
  // @ts-expect-error a session may not be there
  const actor: string = client.session.get().actor
  return actor + String(kind)
}

export function feeds(): void {
  const mine: FeedSnapshot<Reservation> = client.feed('reservations', {}).get()
  const status: 'live' | 'catching-up' | 'stale' = mine.status
  // @ts-expect-error content is null until something was heard
  mine.content['r']
  // @ts-expect-error there is no such feed
  client.feed('rooms', {})
  // @ts-expect-error the date is missing
  client.feed('availability', { venueId: status })
}

export function talk(conversationId: string): readonly (string | null)[] {
  const conversation = conversationOf(client, conversationId)
  const id: string = conversation.send('A table by the window?', { replyTo: 3 })
  const state: 'waiting' | 'sending' | 'refused' | undefined = conversation.get().outbox[0]?.state
  // @ts-expect-error only the other side writes
  conversation.get().writing('desk')
  return [id, state ?? null, ...conversation.get().messages.map(({ text }) => text)]
}

export function told(error: unknown): string | undefined {
  if (!(error instanceof ClientError)) return undefined
  const code: 'no_answer' | 'busy' | null = error.code === 'no_answer' || error.code === 'busy' ? error.code : null
  // @ts-expect-error there is no such code
  return error.code === 'sold_out' ? undefined : (code ?? error.reason)
}
`

const components = `
import { ClientProvider, useClient, useClock, useFeed, useOperation, useQuery, useSession } from '@couvert/client/react'

export function Held({ venueId }: { venueId: string | null }) {
  const hold = useOperation('hold.create')
  const venue = useQuery('venue.get', venueId === null ? null : { venueId })
  const mine = useFeed('reservations', {})
  const now: number = useClock(1000)
  const { grants } = useSession()
  // @ts-expect-error what changes something is no query
  useQuery('hold.create', null)
  // @ts-expect-error a hold needs more than a venue
  void hold.run({ venueId: 'v' })
  const until = Object.values(mine.content ?? {}).map((it) => Date.parse(it.expiresAt ?? '') - now)
  return <p title={grants[0]?.role}>{venue.data?.name} {hold.data?.reservationId} {until.join()}</p>
}

export function App() {
  return <ClientProvider value={useClient()}><Held venueId={null} /></ClientProvider>
}
`

test.each([
  ['of a program without a browser', 'program.ts', client, { lib: ['ES2022'] }],
  ['of components', 'components.tsx', components, { lib: ['ES2022', 'DOM'], jsx: 'react-jsx' }],
])('the types %s hold in a project that has neither zod nor this repository', async (_what, name, text, options) => {
  const strict = { strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: false }
  const compilerOptions = { ...strict, ...options, module: 'NodeNext', target: 'ES2022', types: [], noEmit: true }
  await writeFile(join(sdk.project, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(sdk.project, name), text)
  await writeFile(join(sdk.project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }))
  await sdk.tool('tsc', ['-p', 'tsconfig.json'])
})
