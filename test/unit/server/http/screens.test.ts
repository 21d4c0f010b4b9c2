import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deps } from '../../../../server/core/deps.ts'
import { screens } from '../../../../server/http/screens.ts'

const page = '<!doctype html><html lang="en"><head><title>App</title></head><body></body></html>'

let folder: string
let url: string
const app = express()
const server = createServer(app)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'couvert-app-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'sw.js'), '// worker')
  await writeFile(join(folder, 'manifest.webmanifest'), '{}')
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), '// app')
  await writeFile(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync('// app'))
  await writeFile(join(folder, 'assets', 'main-1a2b.js.br'), brotliCompressSync('// app'))
  // None of these pages asks the hub for anything.
  app.use(screens({ config: { publicUrl: 'https://couvert.example' } } as Deps, { folder, page }))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

test.each([
  '/',
  '/r/abc',
  '/reservations',
  '/account',
  '/account/sessions/all',
  '/login',
  '/login/google/done',
  '/staff',
  '/staff?venue=x',
])('%s is a screen of the app, asked for again each time', async (path) => {
  const response = await fetch(url + path)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await response.text()).toBe(page)
})

test.each(['/nowhere', '/r', '/reservations/1', '/staff/1', '/accounting', '/sw.js.map', '/..%2findex.html'])(
  '%s is not there',
  async (path) => {
    expect((await fetch(url + path)).status).toBe(404)
  },
)

test.each([
  ['/sw.js', 'text/javascript', 'no-cache'],
  ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ['/assets/main-1a2b.js', 'text/javascript', 'public, max-age=31536000, immutable'],
])('%s comes as %s, kept as long as it stays the same', async (path, type, kept) => {
  const { headers } = await fetch(url + path)
  expect(headers.get('content-type')).toContain(type)
  expect(headers.get('cache-control')).toBe(kept)
})

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('whoever reads %s gets the app’s files so, and no cache mixes them up', async (accepted, sent) => {
  const response = await fetch(`${url}/assets/main-1a2b.js`, { headers: { 'accept-encoding': accepted } })
  expect(response.headers.get('content-encoding')).toBe(sent)
  expect(response.headers.get('content-type')).toContain('text/javascript')
  expect(response.headers.get('vary')).toContain('Accept-Encoding')
  expect(await response.text()).toBe('// app')
})
