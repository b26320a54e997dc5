import { formatDifference } from './format-difference.ts';

test.each([
  ['{"a":1,"b":2}', '{"a":3,"c":"x"}', '- /b 2\n+ /c "x"\n- /a 1\n+ /a 3'],
  ['{"a"', '{"a":1}', '- 4\n- {"a"\n+ 7\n+ {"a":1}'],
])('the difference from %s to %s is shown', (before, after, difference) => {
  expect(formatDifference(Buffer.from(before), Buffer.from(after)).split('\n').sort()).toEqual(
    difference.split('\n').sort(),
  );
});
