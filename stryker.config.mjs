/**
 * `npm run mutation`: breaks the pure rules in hundreds of small ways and sees whether a test notices.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.domain.config.mjs' },
  mutate: ['book', 'concierge', 'tables', 'time'].map((part) => `shared/domain/${part}/**/*.ts`),
  // What the domain and its tests need; the rest is only slow to copy.
  ignorePatterns: ['**', '!shared/**', '!test/unit/shared/**', '!vitest.domain.config.mjs', '!tsconfig.json'],
  ignoreStatic: true,
  concurrency: 2,
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  cleanTempDir: 'always',
}
