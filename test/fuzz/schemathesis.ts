import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { TestHub } from '../support/hub.ts'
import { forgetCounts } from '../support/limits.ts'
import { callerNames, gather } from './people.ts'

const version = '4.32.5'

/** What it can judge by the document alone; a hub that is well answers with no 5xx at all. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]

/** After these whoever asks is nobody, and everything else would only be refused. */
const lastWords = ['session.logout', 'account.erase']

/**
 * The same question asked of somebody who knows nothing of us: Schemathesis reads the reference and makes of it what it
 * will, once as each caller.
 *
 * @returns whether it found nothing
 * @throws Error where it cannot be had: it needs Python 3.11 with pip
 */
export async function askSchemathesis(hub: TestHub, examples: number, say: (line: string) => void): Promise<boolean> {
  const packages = await installed()
  const folder = await mkdtemp(join(tmpdir(), 'couvert-fuzz-'))
  const redis = new Redis(hub.redisUrl)
  const forgetting = setInterval(() => void forgetCounts(redis), 200)
  try {
    const people = await gather(hub)
    const file = join(folder, 'openapi.json')
    const document: unknown = await (await fetch(`${hub.url(0)}/docs/openapi.json`)).json()
    await writeFile(file, JSON.stringify(furnished(document, (pool) => people.pools.all(pool))))
    let isWell = true
    for (const caller of callerNames) {
      say(`\nas ${caller}`)
      const headers = Object.entries(await people.headersOf(caller)).map(([name, value]) => `${name}: ${value}`)
      isWell =
        (await run(packages, folder, [file, '--url', `${hub.url(0)}/v1`, ...optionsOf(headers, examples)])) && isWell
    }
    return isWell
  } finally {
    clearInterval(forgetting)
    redis.disconnect()
    await rm(folder, { recursive: true, force: true })
  }
}

function optionsOf(headers: readonly string[], examples: number): readonly string[] {
  return [
    ...headers.flatMap((header) => ['--header', header]),
    ...lastWords.flatMap((id) => ['--exclude-operation-id', id]),
    ...['--checks', checks.join(), '--phases', 'coverage,fuzzing', '--max-examples', String(examples)],
    ...['--suppress-health-check', 'all', '--continue-on-failure', '--no-shrink', '--warnings', 'off'],
  ]
}

/** Its packages lie with the other fetched programs, in a folder that is only ever there as a whole. */
async function installed(): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'couvert')
  const folder = join(cache, `schemathesis-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'download-'))
  try {
    const options = ['--quiet', '--only-binary=:all:', '--target', fresh]
    const isThere = await python(['-m', 'pip', 'install', ...options, `schemathesis==${version}`], cache)
    if (!isThere) throw new Error('Schemathesis could not be fetched: see to the network, or to Python 3.11 with pip')
    await rename(fresh, folder)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return folder
}

function run(packages: string, folder: string, args: readonly string[]): Promise<boolean> {
  const start = 'from schemathesis.cli import schemathesis; schemathesis()'
  return python(['-c', start, 'run', ...args], folder, { PYTHONPATH: packages })
}

async function python(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn('python3', args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0
}

/**
 * The document with the hub's own restaurants, dates and tables for what may be sent, so that more than the first look
 * at a request is tried; and without the patterns that its engine cannot make texts for.
 */
function furnished(document: unknown, all: (pool: string) => readonly unknown[]): unknown {
  const replace = (part: unknown, name: string, isSent: boolean): unknown => {
    if (Array.isArray(part)) return part.map((item) => replace(item, name, isSent))
    if (typeof part !== 'object' || part === null) return part
    const known = isSent && 'type' in part ? all(name) : []
    if (known.length > 0) return { enum: [...new Set(known)] }
    const { name: parameter } = part as { readonly name?: unknown }
    const fields = Object.entries(part).filter(([key, value]) => key !== 'pattern' || !String(value).includes('\\p{'))
    return Object.fromEntries(
      fields.map(([key, value]) => {
        const inside = key === 'schema' && typeof parameter === 'string' ? parameter : key
        return [key, replace(value, inside, isSent || key === 'parameters' || key === 'requestBody')]
      }),
    )
  }
  return replace(document, '', false)
}
