import { defineConfig } from 'vitest/config'

/** The tests of the pure rules alone: they need no server, so a mutant costs milliseconds. */
export default defineConfig({
  test: {
    include: ['test/unit/shared/domain/**/*.test.ts'],
    exclude: ['**/properties.test.ts'],
  },
})
