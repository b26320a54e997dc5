import { readFileSync } from 'node:fs';
import { reasonCodes } from '@millrace/shared/contracts/parsed';

const page = readFileSync(new URL('../../../docs/set-aside.md', import.meta.url), 'utf8');

test.each(reasonCodes)('docs/set-aside.md says what to do about %s', (code) => {
  expect(page).toMatch(new RegExp(`^\\| [^|]*\`${code}\``, 'm'));
});
