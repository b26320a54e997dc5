import { markdownTable } from './markdown-table.ts';

test('columns are as wide as their widest cell, and numbers stand at the right', () => {
  const rows = [
    ['accept', '45061'],
    ['land', '7'],
  ];
  expect(markdownTable(['stage', 'rate'], rows)).toBe(
    ['| stage  |  rate |', '| ------ | ----: |', '| accept | 45061 |', '| land   |     7 |'].join('\n'),
  );
});
