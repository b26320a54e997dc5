/** The import rules of the house: data and imports go one way. */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'service-imports-shared-and-itself',
      comment: 'Services talk through channels, never through imports. Their tests may use the sandbox.',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '(-for-test|[.]test)[.]ts$' },
      to: { path: '^(services|tools|sandbox|campaign|bench)/', pathNot: '^services/$1/' },
    },
    {
      name: 'tool-imports-shared-and-itself',
      comment: 'An operator has S3 and a command line; what a tool needs of a service is a contract.',
      severity: 'error',
      from: { path: '^tools/([^/]+)/', pathNot: '(-for-test|[.]test)[.]ts$|/testing/' },
      to: { path: '^(services|tools|sandbox|campaign|bench)/', pathNot: '^tools/$1/' },
    },
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(services|tools|sandbox|campaign|bench)/' },
    },
    {
      name: 'runtime-knows-no-domain-word',
      severity: 'error',
      from: { path: '^shared/src/runtime/', pathNot: '[.]test[.]ts$' },
      to: { path: '^shared/src/(contracts|testing)/' },
    },
    {
      name: 'sandbox-runs-bundles-not-sources',
      comment: 'The sandbox learns of a service from what it packages.',
      severity: 'error',
      from: { path: '^sandbox/', pathNot: '[.]test[.]ts$' },
      to: { path: '^services/' },
    },
    {
      name: 'builders-are-for-tests',
      severity: 'error',
      from: { pathNot: '((-for-test|[.]test)[.]ts$|^shared/src/testing/|^bench/|/fuzz/)' },
      to: { path: '^shared/src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)[.](serverless|esbuild|sandbox|turbo)/' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
