import { everySoOften } from './every-so-often.ts';

/** A function of 60 s whose work takes so long. */
const run = async (workSeconds: number) => {
  let time = 0;
  const begun: number[] = [];
  const pauses: number[] = [];
  const often = everySoOften({
    now: () => time,
    pause: async (duration) => {
      pauses.push(duration);
      time += duration;
    },
    every: 10_000,
  });
  await often(async () => {
    begun.push(time / 1000);
    time += workSeconds * 1000;
  })(undefined, { getRemainingTimeInMillis: () => 60_000 - time });
  return { begun, pauses };
};

test('work begins every ten seconds, until too little time is left for more', async () => {
  expect((await run(2)).begun).toEqual([0, 10, 20, 30, 40, 50]);
});

test('work that takes longer than that begins anew at once', async () => {
  const { begun, pauses } = await run(15);
  expect([begun, pauses]).toEqual([
    [0, 15, 30, 45],
    [0, 0, 0],
  ]);
});

test('what the work throws is thrown', async () => {
  const often = everySoOften({ now: () => 0, pause: async () => {}, every: 1 });
  const failing = often(async () => {
    throw new Error('ThrottlingException');
  });
  await expect(failing(undefined, { getRemainingTimeInMillis: () => 60_000 })).rejects.toThrow('ThrottlingException');
});
