import type { Clock } from '../../clock.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import { createTimetable } from './timetable.ts';

const hour = 3_600_000;

/** A clock moved by hand, as a machine that slept moves: `wake` runs the one timer that waits, at whatever time it is. */
const sleepyClock = () => {
  const waiting: { delay: number; task: () => void }[] = [];
  let time = 0;
  const clock: Clock = {
    now: () => time,
    after(delay, task) {
      waiting.push({ delay, task });
      return () => {};
    },
  };
  return {
    clock,
    waiting,
    wake(at: number) {
      time = at;
      waiting.shift()?.task();
    },
  };
};

test('no wait is longer than a timer can hold', () => {
  const { clock, waiting, wake } = sleepyClock();
  const fired: number[] = [];
  createTimetable(clock).set('arn', parseScheduleExpression('rate(30 days)'), true, (at) => fired.push(at));
  for (let at = 0; fired.length === 0; ) {
    const delay = waiting[0]?.delay ?? 0;
    expect(delay).toBeLessThan(2 ** 31);
    at += delay;
    wake(at);
  }
  expect(fired).toEqual([30 * 24 * hour]);
});

test('occurrences missed while the machine slept are left out', () => {
  const { clock, waiting, wake } = sleepyClock();
  const fired: number[] = [];
  createTimetable(clock).set('arn', parseScheduleExpression('rate(1 hour)'), true, (at) => fired.push(at));
  wake(5.5 * hour);
  expect(fired).toEqual([hour]);
  expect(waiting.map(({ delay }) => delay)).toEqual([hour]);
});
