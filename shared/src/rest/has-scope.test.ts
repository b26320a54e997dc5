import { hasScope } from './has-scope.ts';

test.each([
  ['one of several', { scope: 'openid alerts:act email' }],
  ["under Cognito's resource server", { scope: 'https://millrace/alerts:act' }],
  ['in an array as API Gateway renders it', { scp: '[openid alerts:act]' }],
])('a scope is found as %s', (_, claims: Record<string, string>) => {
  expect(hasScope(claims, 'alerts:act')).toBe(true);
});

test.each([
  ['no scopes', {}],
  ['a scope that only begins alike', { scope: 'alerts:acts' }],
  ['a scope that only ends alike', { scope: 'no-alerts:act' }],
  ['another claim of that name', { roles: 'alerts:act' }],
])('a token with %s has it not', (_, claims: Record<string, string>) => {
  expect(hasScope(claims, 'alerts:act')).toBe(false);
});
