import { parseReading } from '@millrace/shared/contracts/parse-reading';
import { cycleSeconds } from './episodes.ts';
import { createWard } from './ward.ts';

const start = Date.UTC(2026, 10, 23);
const cycle = (seed = 1) => {
  const ward = createWard({ seed, beds: 12, start });
  return Array.from({ length: cycleSeconds }, (_, second) => ward.tick(start + second * 1000));
};

test('the same seed sends the same bytes, another seed others', () => {
  const bytes = (seed: number) =>
    Buffer.concat(
      cycle(seed)
        .flat()
        .map((emission) => emission.bytes),
    );
  expect(bytes(1).equals(bytes(1))).toBe(true);
  expect(bytes(1).equals(bytes(2))).toBe(false);
});

test('a monitor that was off the network sends all it missed, once', () => {
  const times = cycle()
    .flat()
    .filter(({ deviceId }) => deviceId === 'monitor-09')
    .map(({ bytes }) => JSON.parse(bytes.toString()).time);
  expect(times).toEqual(
    Array.from({ length: cycleSeconds }, (_, second) => new Date(start + second * 1000).toISOString()),
  );
});

test('a silent monitor sends nothing', () => {
  const ticks = cycle();
  expect(ticks[200]?.some(({ deviceId }) => deviceId === 'monitor-07')).toBe(false);
  expect(ticks[340]?.some(({ deviceId }) => deviceId === 'monitor-07')).toBe(true);
});

test('only the broken monitor sends what breaks the contract', () => {
  const bad = cycle()
    .flat()
    .filter(({ bytes }) => 'setAside' in parseReading(bytes.toString('utf8')));
  expect(bad.length).toBeGreaterThan(10);
  expect(new Set(bad.map(({ deviceId }) => deviceId))).toEqual(new Set(['monitor-08']));
});

test('repeats are the same bytes again', () => {
  const sent = cycle()
    .flat()
    .map(({ bytes }) => bytes.toString('base64'));
  expect(sent.length - new Set(sent).size).toBe(24);
});
