import { anEpisode } from './episode-for-test.ts';
import { lengthOf, partOf, summarise } from './summarise.ts';

const minute = 60_000;
const hour = 60 * minute;
const range = { from: 0, to: 4 * hour };

test('a rule has its counts, lengths, most alerting devices, and alerts in each part of the range', () => {
  const at = (raisedAt: number, length: number | undefined, deviceId = 'monitor-01') =>
    anEpisode({
      ...{ raisedAt, foundAt: raisedAt, deviceId, told: 2 },
      ...(length === undefined ? {} : { endedAt: raisedAt + length }),
    });
  const episodes = [
    anEpisode({ raisedAt: -hour, foundAt: -hour, isOnBefore: true, endedAt: hour, told: 1 }),
    at(0, minute - 1),
    at(hour - 1, minute),
    at(hour, 10 * minute, 'monitor-02'),
    at(4 * hour - minute, undefined),
  ];
  expect(summarise(['high', 'never'], episodes, range, hour)).toEqual([
    {
      ...{ rule: 'high', raised: 4, onBefore: 1, stillOn: 1, told: 9, devices: 2, brief: 1 },
      timeOn: { total: 13 * minute - 1, median: minute, longest: 10 * minute },
      topDevices: [
        { deviceId: 'monitor-01', raised: 3 },
        { deviceId: 'monitor-02', raised: 1 },
      ],
      over: [2, 1, 0, 1],
    },
    {
      ...{ rule: 'never', raised: 0, onBefore: 0, stillOn: 0, told: 0, devices: 0, brief: 0 },
      ...{ timeOn: { total: 0, median: 0, longest: 0 }, topDevices: [], over: [0, 0, 0, 0] },
    },
  ]);
});

test('the median of an even number of lengths lies between the middle two', () => {
  const episodes = [1, 2, 5, 9].map((length) => anEpisode({ raisedAt: 0, endedAt: length }));
  expect(summarise(['high'], episodes, range, hour)[0]?.timeOn.median).toBe(3.5);
});

test('an alert that is still on has lasted until the end of the range', () => {
  expect(lengthOf(anEpisode({ raisedAt: hour }), range.to)).toBe(3 * hour);
});

test.each([
  [30 * minute, minute],
  [4 * hour, 5 * minute],
  [48 * hour, hour],
  [48 * hour + 1, 2 * hour],
  [30 * 24 * hour, 24 * hour],
  [365 * 24 * hour, (365 * 24 * hour) / 48],
])('a range of %i ms is shown in parts of %i ms', (length, part) => {
  expect(partOf({ from: 0, to: length })).toBe(part > 168 * hour ? Math.ceil(part) : part);
});
