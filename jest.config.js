// Tests count what functions count; nobody reads their embedded metric lines.
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

export default {
  testEnvironment: 'node',
  roots: ['shared', 'services', 'tools', 'sandbox', 'bench'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['/\\.(serverless|esbuild|sandbox|turbo)/'],
  // Two cores: the story test runs the whole platform beside the unit tests.
  maxWorkers: 2,
};
