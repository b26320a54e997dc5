// Property tests draw this often: each mutant runs all that reach it.
process.env.RUNS ??= '8';

/** Mutation tests of the alert engine: `npm run mutate`, or of a part, `npm run mutate -- --mutate '<files>'`. */
export default {
  mutate: [
    'services/alerts/src/engine/**/*.ts',
    '!services/alerts/src/engine/**/*.test.ts',
    '!services/alerts/src/engine/**/*-for-test.ts',
    // The detector has a score of its own to reach, against data.
    '!services/alerts/src/engine/anomaly/**',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    configFile: 'jest.config.js',
    config: { roots: ['<rootDir>/services/alerts'], testMatch: ['**/mutate/engine.ts'] },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: '.stryker/incremental.json',
  concurrency: 2,
  thresholds: { high: 98, low: 95, break: 95 },
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  jsonReporter: { fileName: '.stryker/mutation.json' },
  tempDirName: '.stryker/sandbox',
  ignorePatterns: [
    '/bench',
    '/campaign',
    '/docs',
    '/sandbox',
    '/tools',
    '/platform',
    '.turbo',
    '.serverless',
    '.esbuild',
  ],
  // It reads no types, and would rewrite this with an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
};
