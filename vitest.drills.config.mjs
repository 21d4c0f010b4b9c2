import { defineConfig } from 'vitest/config'

/** `npm run drills`: what takes too long to be run before each change. */
export default defineConfig({
  test: {
    include: ['test/drills/slow/*.test.ts'],
    maxWorkers: 1,
    hookTimeout: 120_000,
    globalSetup: ['test/support/globalSetup.ts'],
  },
})
