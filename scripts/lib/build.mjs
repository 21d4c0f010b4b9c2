import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { logOf, startChild } from './child.mjs'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { inCache, inProject, root, tool } from './project.mjs'

const stampFile = inProject('dist', '.built')
const sources = [
  'shared',
  'server',
  'workers',
  'client-sdk',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
]
const notSources = new Set(['dist', 'node_modules'])

/** Every source file with its size and time of change, as one hash. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = (path) => {
    const info = statSync(path)
    if (!info.isDirectory()) hash.update(`${path} ${info.size} ${info.mtimeMs}\n`)
    else for (const name of readdirSync(path).sort()) if (!notSources.has(name)) add(join(path, name))
  }
  for (const path of sources.map((name) => inProject(name)).filter(existsSync)) add(path)
  return hash.digest('hex')
}

/** Compiles the hub and bundles the apps, unless nothing has changed since they were built last. */
export async function ensureBuilt() {
  const built = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === built) return
  // Without its output the compiler's memory of having written it would lie.
  if (!existsSync(stampFile)) rmSync(inCache('build.tsbuildinfo'), { force: true })
  // What the types say is a check of `npm test`.
  await withProgress('Compiling', () => runTool('tsc', ['-p', 'tsconfig.build.json', '--noCheck'], root))
  if (existsSync(inProject('client-sdk', 'vite.config.ts'))) {
    await withProgress('Bundling the apps', async () => {
      await runTool('vite', ['build'], inProject('client-sdk'))
      await runTool('vite', ['build', '--config', 'vite.concierge.config.ts'], inProject('client-sdk'))
    })
  }
  mkdirSync(inProject('dist'), { recursive: true })
  writeFileSync(stampFile, built)
}

async function runTool(name, args, cwd) {
  const logFile = inProject('.couvert', 'logs', `${name}.log`)
  const child = await startChild({ command: tool(name), args, logFile, cwd, env: process.env })
  const { code } = await child.exited
  if (code !== 0) throw new Problem(`${name} ${args.join(' ')} failed:\n${logOf(child).trim()}`)
}
