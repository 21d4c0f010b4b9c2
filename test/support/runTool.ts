import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestHub } from './hub.ts'

/** A tool of `workers/tools`, as a process of its own on the data of a hub. */
export async function runTool(
  hub: TestHub,
  name: string,
  args: readonly string[] = [],
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-tool-'))
  const secretsFile = join(folder, 'secrets.json')
  await writeFile(secretsFile, JSON.stringify(hub.secrets), { mode: 0o600 })
  const tool = new URL(`../../workers/tools/${name}.ts`, import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', tool, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MONGODB_URI: hub.mongoUri, REDIS_URL: hub.redisUrl, SECRETS_FILE: secretsFile },
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number]
  await rm(folder, { recursive: true, force: true })
  return { code, lines: text.trim().split('\n') }
}
