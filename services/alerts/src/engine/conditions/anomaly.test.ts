import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { anomaly } from './anomaly.ts';

const condition = anomaly({ measure: 'load', above: 0.75, unit: '%' });

const reading = (minute: number, value: number | string, unit = '%') =>
  anEnrichedReading({ time: minute * 60_000, measures: { load: { value, unit } } });

/** A signal that goes up and down by the hour, for so many minutes. */
const taught = (minutes: number): string => {
  let memory: string | undefined;
  for (let minute = 0; minute < minutes; minute++)
    memory = condition.observe(memory, reading(minute, 50 + 10 * Math.sin(minute / 10) + (minute % 7))).memory;
  return memory ?? '';
};

test('a value unlike all before is a breach with its score as value; a usual one is clear', () => {
  const memory = taught(2000);
  const unusual = condition.observe(memory, reading(2000, 500));
  expect(unusual.truth).toBe('breach');
  expect(unusual.value).toBeGreaterThan(0.75);
  expect(condition.observe(memory, reading(2000, 55))).toMatchObject({ truth: 'clear', value: 0 });
});

test('a text, another unit and another measure say nothing and teach nothing', () => {
  const memory = taught(100);
  for (const each of [reading(200, 'off'), reading(200, 500, 'K'), anEnrichedReading()])
    expect(condition.observe(memory, each)).toEqual({ memory });
});

test('what is remembered of a signal is at most 86 characters', () => {
  expect(taught(3000).length).toBeLessThanOrEqual(86);
});

test('a memory of another version begins anew', () => {
  expect(condition.observe('AgAA', reading(0, 50))).toMatchObject({ truth: 'clear', value: 0 });
});
