/** The import rules of the house: data and imports go one way. */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'service-imports-shared-and-itself',
      comment: 'Services talk through channels, never through imports.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^(services|operations|sandbox|bench)/', pathNot: '^services/$1/' },
    },
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(services|operations|sandbox|bench)/' },
    },
    {
      name: 'operations-work-from-outside',
      comment: 'What an operator runs knows contracts and AWS; tests may run it against the sandbox.',
      severity: 'error',
      from: { path: '^operations/([^/]+)/', pathNot: '[.]test[.]ts$|/testing/' },
      to: { path: '^(services|operations|sandbox|bench)/', pathNot: '^operations/$1/' },
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
      from: { pathNot: '([.]test[.]ts$|^shared/src/testing/|^bench/)' },
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
