import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findServer } from './lib/binaries.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { logOf, startChild } from './lib/child.mjs'
import { withoutNpm } from './lib/install.mjs'
import { withLock } from './lib/lock.mjs'
import { Problem } from './lib/problem.mjs'
import { say } from './lib/progress.mjs'
import { inProject, root, tool } from './lib/project.mjs'

const reportFile = inProject('.couvert', 'test-report.json')

const folders = ['shared', 'server', 'workers', 'client-sdk', 'test', 'scripts']

/** Checks that run nothing. Two lines side by side, and the tests begin after the short one. */
const checks = [
  [['types and lint', [tool('oxlint')]]],
  [
    ['format', [tool('biome'), 'check']],
    ['import rules', [tool('depcruise'), '--config', '.dependency-cruiser.mjs', ...folders]],
    ['unused code', [tool('knip')]],
  ],
]

const testEnv = () => ({ ...withoutNpm(process.env), NODE_ENV: 'test' })

async function runCheck(title, [command, ...args]) {
  const logFile = inProject('.couvert', 'logs', `check-${title.replaceAll(' ', '-')}.log`)
  const child = await startChild({ command, args, logFile, env: testEnv(), cwd: root })
  const { code } = await child.exited
  if (code !== 0) throw new Problem(logOf(child).trimEnd())
}

/** One line for one step; what it had to say follows only where it failed. */
async function passes(title, work) {
  const startedAt = Date.now()
  const done = (word) => say(`${title}: ${word} (${((Date.now() - startedAt) / 1_000).toFixed(1)} s)`)
  try {
    await work()
    done('ok')
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    done('FAILED')
    say(error.message)
    return false
  }
}

async function runVitest(args) {
  mkdirSync(inProject('.couvert'), { recursive: true })
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const line = ['run', ...reporters, ...args]
  const child = await startChild({ command: tool('vitest'), args: line, env: testEnv(), cwd: root })
  const { code } = await child.exited
  return countTests(code === 0)
}

/** A file that could not be loaded has no tests to count, yet it failed; so has a run that says so and names nobody. */
function countTests(succeeded) {
  const report = readReport()
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + unloadable.length
  return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) }
}

function readReport() {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] } // It ended before it could report.
  }
}

function asStep([title, line]) {
  return [title, () => runCheck(title, line)]
}

async function inTurn(steps) {
  const ended = []
  for (const [title, work] of steps) ended.push(await passes(title, work))
  return ended
}

/**
 * The checks and the tests; with arguments, which vitest understands, those tests alone. Each check counts as one.
 *
 * @returns the exit code
 */
export async function runTests(args) {
  await Promise.all([findServer('mongod'), findServer('redis')])
  const [first, second] = args.length > 0 ? [[], []] : checks.map((line) => line.map(asStep))
  const build = ['build', () => withLock(inProject('.couvert', 'prepare.lock'), ensureBuilt)]
  const long = inTurn(first)
  const short = await inTurn([...second, build])
  const tests = await runVitest(args)
  const ended = [...(await long), ...short]
  const passed = ended.filter(Boolean).length
  const failed = ended.length - passed
  process.stdout.write(`\n${passed + tests.passed} passed, ${failed + tests.failed} failed\n`)
  return failed + tests.failed === 0 ? 0 : 1
}
