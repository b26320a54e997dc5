import { createProgress } from './progress.ts';

const shown = (isTerminal: boolean, times: number[]) => {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({ write: (text) => written.push(text), now: () => now, isTerminal });
  for (const time of times) {
    now = time;
    progress(() => `at ${time}`);
  }
  return written;
};

test('what is done in two seconds is not spoken of, what takes longer every ten', () => {
  expect(shown(false, [1_999])).toEqual([]);
  expect(shown(false, [2_000, 11_999, 12_000])).toEqual(['at 2000 …\n', 'at 12000 …\n']);
});

test('on a terminal one line is written over', () => {
  expect(shown(true, [2_000, 2_499, 2_500])).toEqual(['\r\u001b[Kat 2000 …', '\r\u001b[Kat 2500 …']);
});
