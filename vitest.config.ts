import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Behind a command of their own: `npm run drills`.
    exclude: [...configDefaults.exclude, 'test/drills/slow/**'],
    maxWorkers: 2,
    // Nothing is kept in modules, so files may share them.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/globalSetup.ts'],
  },
})
