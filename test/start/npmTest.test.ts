import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FreshProject } from './project.ts'

let project: FreshProject

/** Installs nothing, since it depends on nothing; the tools are then written by each test. */
beforeAll(async () => {
  project = new FreshProject([])
  await project.run('npm', ['test']).ended()
})

afterAll(() => project.dispose())

const report = (content: object) =>
  `for each; do case $each in --outputFile.json=*) echo '${JSON.stringify(content)}' > "\${each#*=}";; esac; done`

const file = (status: string, assertionResults: readonly object[]) => ({ status, assertionResults })

beforeEach(() => {
  for (const name of ['biome', 'tsc', 'oxlint', 'depcruise', 'knip']) project.writeTool(name, 'exit 0')
  project.writeTool('vitest', report({ numPassedTests: 7, numFailedTests: 0, testResults: [file('passed', [{}])] }))
})

async function npmTest(...args: string[]) {
  const run = project.run('npm', ['test', '--', ...args])
  const code = await run.ended()
  return { code, output: run.output, lastLine: run.output.trimEnd().split('\n').at(-1) }
}

test('every check has its line and counts with the tests in the last line', async () => {
  const { code, output, lastLine } = await npmTest()
  const titles = [...output.matchAll(/^(.+): ok \(\d+\.\d s\)$/gm)].map(([, title]) => title)
  expect(titles.toSorted()).toEqual(['build', 'format', 'import rules', 'types and lint', 'unused code'])
  expect(lastLine).toBe('12 passed, 0 failed')
  expect(code).toBe(0)
})

test('a check that fails says why and fails the run, and the tests run all the same', async () => {
  project.writeTool('knip', 'echo "unused: forgotten.ts"; exit 1')
  const { code, output, lastLine } = await npmTest()
  expect(output).toMatch(/unused code: FAILED .*\nunused: forgotten\.ts\n/)
  expect(lastLine).toBe('11 passed, 1 failed')
  expect(code).toBe(1)
})

test('a test file that cannot be loaded counts as failed', async () => {
  const testResults = [file('passed', [{}]), file('failed', [])]
  project.writeTool('vitest', `${report({ numPassedTests: 7, numFailedTests: 0, testResults })}; exit 1`)
  expect(await npmTest()).toMatchObject({ code: 1, lastLine: '12 passed, 1 failed' })
})

test('a test runner that dies without a report counts as failed', async () => {
  project.writeTool('vitest', 'kill -9 $$')
  expect(await npmTest()).toMatchObject({ code: 1, lastLine: '5 passed, 1 failed' })
})

test('with arguments only the tests that they name run', async () => {
  project.writeTool(
    'vitest',
    `echo "asked for $*"; ${report({ numPassedTests: 2, numFailedTests: 0, testResults: [] })}`,
  )
  const { output, lastLine } = await npmTest('test/unit')
  expect(output).toMatch(/asked for run .* test\/unit\n/)
  expect(output).not.toContain('lint')
  expect(lastLine).toBe('3 passed, 0 failed')
})
