import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Parser } from '@asyncapi/parser'
import { describe, expect, test } from 'vitest'
import { asyncApiDocument } from '../../server/http/reference/asyncApi.ts'
import { openApiDocument } from '../../server/http/reference/openApi.ts'
import { feeds } from '../../shared/contract/feeds.ts'
import { operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'

const root = join(import.meta.dirname, '../..')

/** Exit code and problems of the linter, without any network. */
async function lint(document: unknown): Promise<{ readonly problems: readonly { ruleId: string; message: string }[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-'))
  try {
    const file = join(folder, 'openapi.json')
    await writeFile(file, JSON.stringify(document))
    const args = ['lint', file, '--config', 'test/contract/redocly.yaml', '--format', 'json']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const run = promisify(execFile)(join(root, 'node_modules/.bin/redocly'), args, { cwd: root, env })
    // It exits with 1 when it found something; what it found is on stdout all the same.
    const { stdout } = await run.catch((failed: { stdout: string }) => failed)
    return JSON.parse(stdout.slice(stdout.indexOf('{')))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function parse(document: unknown) {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document))
  return diagnostics.map(({ code, message, path }) => `${code} ${path.join('.')}: ${message}`)
}

describe('the OpenAPI document', () => {
  const document = openApiDocument()

  test('passes the linter with nothing to say', async () => {
    expect((await lint(document)).problems).toEqual([])
  })

  test('would not pass it with an operation that has no summary and a path field nobody declares', async () => {
    const broken = structuredClone(document)
    delete broken.paths?.['/venues']?.get?.summary
    broken.paths = { ...broken.paths, '/broken/{nobody}': { get: { responses: {} } } }
    const found = (await lint(broken)).problems.map(({ ruleId }) => ruleId)
    expect(found).toEqual(expect.arrayContaining(['operation-summary', 'path-parameters-defined']))
  })

  test.each(Object.entries(operations) as [string, Operation][])(
    'has %s, with its key if it writes',
    (name, { http, write }) => {
      const described = document.paths?.[http.path.replaceAll(/:(\w+)/g, '{$1}')]?.[http.method]
      expect(described?.operationId).toBe(name)
      const key = described?.parameters?.find(
        (parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key',
      )
      expect(key !== undefined && 'required' in key && key.required === true).toBe(write)
    },
  )

  test('has what is no JSON: the files of conversations, with what is sent, what comes back and who may', () => {
    const all = '/conversations/{conversationId}/attachments'
    const adding = document.paths?.[all]?.post
    const reading = document.paths?.[`${all}/{attachmentId}`]?.get
    expect([adding?.operationId, reading?.operationId]).toEqual(['attachment.add', 'attachment.get'])
    const named = (adding?.parameters ?? []).flatMap((it) => ('name' in it ? [[it.name, it.required === true]] : []))
    expect(named).toEqual([
      ['conversationId', true],
      ['Idempotency-Key', true],
      ['File-Name', false],
    ])
    expect(Object.keys(resolved(reading?.responses?.['200']).content ?? {})).toEqual(['image/webp', 'application/pdf'])
    expect(Object.keys(adding?.responses ?? {})).toEqual(expect.arrayContaining(['400', '404', '413', '429', '503']))
    expect([adding?.description, reading?.description].join()).toMatch(/guest \(own\).*support/)
  })

  test('has one body for every failure, a problem of RFC 9457', () => {
    expect(document.components?.schemas?.['Problem']).toBeDefined()
    const failures = Object.values(document.components?.responses ?? {})
    expect(failures.length).toBeGreaterThan(0)
    for (const failure of failures) {
      const content = 'content' in failure ? failure.content : {}
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json'])
      expect(JSON.stringify(content)).toContain('"$ref":"#/components/schemas/Problem"')
    }
  })

  test('says on every answer what was counted, and when to come back where one has to wait', () => {
    const answers = Object.values(document.paths ?? {})
      .flatMap((path) => [path?.get, path?.post, path?.put, path?.delete])
      .flatMap((described) => Object.entries(described?.responses ?? {}))
    expect(answers.length).toBeGreaterThan(0)
    for (const [status, answer] of answers) {
      const { headers } = resolved(answer)
      expect(Object.keys(headers ?? {})).toEqual(expect.arrayContaining(['RateLimit-Policy', 'RateLimit']))
      if (status === '429' || status === '503') expect(headers).toHaveProperty('Retry-After')
    }
  })

  test('lets a partner use its key wherever a policy names partners, and nowhere else', () => {
    for (const [name, { policy, http }] of Object.entries(operations) as [string, Operation][]) {
      const described = document.paths?.[http.path.replaceAll(/:(\w+)/g, '{$1}')]?.[http.method]
      const isNamed = described?.security?.some((way) => 'partnerKey' in way) === true
      expect(isNamed, name).toBe(policy.partner !== undefined)
    }
  })

  /** An answer that is the same in many places is written once. */
  function resolved(answer: unknown): { readonly headers?: object; readonly content?: object } {
    const { $ref } = answer as { readonly $ref?: string }
    const shared = document.components?.responses ?? {}
    return ($ref === undefined ? answer : shared[$ref.slice('#/components/responses/'.length)]) as {
      headers?: object
      content?: object
    }
  }
})

describe('the AsyncAPI document', () => {
  const document = asyncApiDocument()

  test('is understood by the parser, with nothing to say', async () => {
    expect(await parse(document)).toEqual([])
  })

  test('would not be if a channel were missing', async () => {
    const channels = Object.entries(document.channels).filter(([id]) => id !== 'hold.create')
    expect(await parse({ ...document, channels: Object.fromEntries(channels) })).not.toEqual([])
  })

  test('has every operation with its reply, every feed, and what the hub sends', () => {
    const { operations: described } = document
    for (const name of Object.keys(operations)) expect(described[name]).toMatchObject({ action: 'receive', reply: {} })
    for (const name of Object.keys(feeds)) expect(described[`feed.open.${name}`]).toMatchObject({ action: 'receive' })
    const sent = Object.keys(described).filter((name) => described[name]?.action === 'send')
    const ofFeeds = ['feed.patch', 'feed.beacon', 'feed.resync']
    expect(sent).toEqual([...ofFeeds, 'conversation.writing', 'server.drain', 'session.ended'])
  })
})
