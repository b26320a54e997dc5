import { explain } from './explain.ts';

const failing = (name: string, message: string, code?: string) => Object.assign(new Error(message), { name, code });

test.each([
  ['a sandbox that has stopped', failing('Error', '', 'ECONNREFUSED'), /npm start/],
  [
    'credentials that are not there',
    failing('CredentialsProviderError', 'Could not load credentials'),
    /credentials\. Sign in/,
  ],
  ['a right that is missing', failing('AccessDenied', 'Access Denied.'), /^Access Denied\. docs\/set-aside\.md/],
  ['anything else', failing('Error', 'Why.'), /^Why\.$/],
])('of %s it is said what to do next', (_, error, message) => {
  expect(explain(error)).toMatch(message);
});
