import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { logOf, startChild } from './child.mjs'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { inCache, inProject, root } from './project.mjs'

const stampFile = inCache('installed')

/** What of npm's own settings an install within an install may know: how to reach the registry, not what to leave out. */
const keptSettings =
  /^npm_config_(registry|cache|userconfig|globalconfig|ca|cafile|proxy|https_proxy|noproxy|strict_ssl|offline|prefer_offline)$/i

/** The environment without what npm added for the script that it is running. */
export function withoutNpm(env) {
  const isKept = ([name]) => !/^(npm_|INIT_CWD$)/i.test(name) || keptSettings.test(name)
  return Object.fromEntries(Object.entries(env).filter(isKept))
}

function wanted() {
  const hash = createHash('sha256').update(readFileSync(inProject('package-lock.json')))
  return hash.update(`${process.versions.node.split('.')[0]} ${process.platform} ${process.arch}`).digest('hex')
}

/** Installs what `package-lock.json` names, unless exactly that was installed last. */
export async function ensureInstalled() {
  const stamp = wanted()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await withProgress('Installing packages', runInstall)
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

async function runInstall() {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const { NODE_ENV: _, ...env } = withoutNpm(process.env)
  const child = await startChild({
    command: npm[0],
    args: [...npm.slice(1), 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    logFile: inProject('.couvert', 'logs', 'install.log'),
    cwd: root,
    env,
  })
  const { code } = await child.exited
  if (code !== 0) throw new Problem(`npm ci failed (its log is ${child.logFile}):\n${logOf(child).trim()}`)
}
