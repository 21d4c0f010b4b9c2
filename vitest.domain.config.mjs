import { defineConfig } from 'vitest/config'

/**
 * What `npm run mutation` runs against each mutant: the tests of the pure rules, which need no server.
 *
 * Without the properties: they are random and take seconds, and the sentences alone have to tell right from wrong.
 */
export default defineConfig({
  test: {
    include: ['test/unit/shared/domain/**/*.test.ts'],
    exclude: ['**/properties.test.ts'],
  },
})
