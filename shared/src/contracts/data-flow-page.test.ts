import { readFileSync } from 'node:fs';
import { dataFlowPage } from './data-flow-page.ts';

test('docs/data-flow.md is drawn from the channel table as it stands (npm run docs)', () => {
  expect(readFileSync(new URL('../../../docs/data-flow.md', import.meta.url), 'utf8')).toBe(dataFlowPage());
});
