import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/alert-features.md'), 'utf8');

/** Each test that the page names: its file, below this service or the root, and its title where it has one. */
const named = [...page.matchAll(/`([\w/-]+\.test\.ts)`(?:: "([^"]+)")?/g)].map(([, file = '', title]) => ({
  file: [join(import.meta.dirname, file), join(root, file)].find(existsSync) ?? file,
  title,
}));

test('the page on features names tests', () => {
  expect(named.length).toBeGreaterThan(25);
});

test.each(named)('$file has the test "$title"', ({ file, title = '' }) => {
  expect(readFileSync(file, 'utf8')).toContain(title);
});
