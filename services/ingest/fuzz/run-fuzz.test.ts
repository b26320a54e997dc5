import { runFuzz } from './run-fuzz.ts';

test('generated inputs are accepted, or set aside for the reason, that an oracle of its own expects', async () => {
  expect(await runFuzz({ seed: 1, from: 0, inputs: 5_000 })).toEqual([]);
});
