import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { escaped } from '../../server/core/infra/escaped.ts'
import { referenceRouter } from '../../server/http/reference/router.ts'
import { operations } from '../../shared/contract/index.ts'

describe('/docs', () => {
  const server = createServer(express().use('/docs', referenceRouter()))
  const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => {
    server.close()
  })

  test('runs only its own scripts', async () => {
    const policy = (await get('/docs')).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self'(;|$)/)
  })

  test('has everything it asks for here, on this server', async () => {
    const html = await (await get('/docs')).text()
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(links.length).toBeGreaterThan(3)
    for (const link of links) {
      expect(link).toMatch(/^\/docs\//)
      expect((await get(link)).status, link).toBe(200)
    }
  })

  test('shows the socket side without any script', async () => {
    const response = await get('/docs/events')
    const html = await response.text()
    expect(response.headers.get('content-security-policy')).not.toContain('script-src')
    expect(html).not.toContain('<script')
    for (const name of Object.keys(operations)) expect(html).toContain(`id="${name}"`)
  })

  test('gives both documents', async () => {
    expect(await (await get('/docs/openapi.json')).json()).toMatchObject({ openapi: '3.1.1' })
    expect(await (await get('/docs/asyncapi.json')).json()).toMatchObject({ asyncapi: '3.1.0' })
  })

  test('serves nothing else of the package it is made with', async () => {
    for (const path of ['package.json', 'index.html', 'swagger-ui.js.map', '../package.json']) {
      expect((await get(`/docs/${path}`)).status, path).toBe(404)
    }
  })

  test('text stays text', () => {
    expect(escaped('<b a="1" b=\'2\'>&')).toBe('&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;')
  })
})
