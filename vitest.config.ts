import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What mostly waits: for elections, for holds to run out, for processes to come up. */
const waits = /\/test\/(drills|start)\//
/** What is over in a moment fills what is left at the end. */
const isShort = /\/test\/(unit|contract|deploy)\//

/** Between two that wait come so many that do not, so that neither cores nor time lie idle. */
const between = 3

class Mixed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const short = sorted.filter(({ moduleId }) => isShort.test(moduleId))
    const waiting = sorted.filter(({ moduleId }) => waits.test(moduleId))
    const busy = sorted.filter(({ moduleId }) => !isShort.test(moduleId) && !waits.test(moduleId))
    const mixed = busy.flatMap((file, n) => (n % between === 0 ? [...waiting.splice(0, 1), file] : [file]))
    return [...mixed, ...waiting, ...short]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Behind a command of their own: `npm run drills`.
    exclude: [...configDefaults.exclude, 'test/drills/slow/**'],
    // More than cores: a test that waits needs none.
    maxWorkers: 4,
    // Nothing is kept in modules, so files may share them.
    isolate: false,
    sequence: { sequencer: Mixed },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/globalSetup.ts'],
  },
})
