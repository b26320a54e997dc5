import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { runBacktest } from './run-backtest.ts';

const start = 1_764_000_000_000;
const at = (seconds: number, value = 80, deviceId = 'monitor-01'): EnrichedReading =>
  anEnrichedReading({
    ...{ id: `${deviceId}:${seconds}`, deviceId, time: start + seconds * 1000, receivedAt: start + seconds * 1000 },
    measures: { 'heart-rate': { value } },
  });

const rules = (above: number) => ({
  ...{ version: 1, publishedAt: 0 },
  rules: [anAlertRule({ when: { threshold: { measure: 'heart-rate', above } } })],
});

const run = (readings: EnrichedReading[], given: Partial<Parameters<typeof runBacktest>[1]> = {}) =>
  runBacktest(
    (async function* () {
      for (const reading of readings) yield [reading];
    })(),
    { warmUp: 100_000, proposed: rules(120), progress: () => {}, ...given },
  );

test('readings are of the warm-up, of the range, or of neither', async () => {
  const readings = [-101, -100, -1, 0, 99, 100].map((seconds) => at(seconds, 130, `monitor${seconds}`));
  const backtest = await run(readings, { from: start, to: start + 100_000 });
  expect(backtest?.counts).toEqual({ warmUpReadings: 2, readings: 2, devices: 2 });
  expect(backtest?.warmUpFrom).toBe(start - 100_000);
  expect(backtest?.proposed.map(({ deviceId, isOnBefore }) => [deviceId, isOnBefore])).toEqual([
    ['monitor-100', true],
    ['monitor-1', true],
    ['monitor0', false],
    ['monitor99', false],
  ]);
});

test('without a range it is that of the readings, with nothing to warm up on', async () => {
  const backtest = await run([at(0, 130), at(50)]);
  expect(backtest).toMatchObject({
    ...{ range: { from: start, to: start + 50_000 }, warmUpFrom: start, lastArrival: start + 50_000 },
    counts: { readings: 2, warmUpReadings: 0 },
  });
});

test('both rule sets run over the same readings', async () => {
  const backtest = await run([at(0, 110), at(10, 130), at(20)], { inForce: rules(100) });
  expect(backtest?.proposed.map(({ raisedAt }) => raisedAt - start)).toEqual([10_000]);
  expect(backtest?.inForce?.map(({ raisedAt }) => raisedAt - start)).toEqual([0]);
});

test('what is due by the end of the range is found, though no reading comes', async () => {
  const silent = { ...rules(0), rules: [anAlertRule({ when: { silence: { after: 60 } } })] };
  const raised = async (seconds: number) =>
    (await run([at(0)], { proposed: silent, from: start, to: start + seconds * 1000 }))?.proposed.length;
  // 66 s of silence, 20 s under way, and the next full ten seconds.
  expect(await raised(89)).toBe(0);
  expect(await raised(90)).toBe(1);
});

test('no reading in the range is no backtest', async () => {
  expect(await run([])).toBeUndefined();
  expect(await run([at(-1)], { from: start })).toBeUndefined();
});

test('reading ends where the range ends', async () => {
  let read = 0;
  const endless = async function* () {
    for (;;) yield [at(read++)];
  };
  await runBacktest(endless(), {
    ...{ from: start, to: start + 10_000, warmUp: 0, proposed: rules(120), progress: () => {} },
  });
  expect(read).toBe(11);
});
