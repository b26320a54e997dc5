import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRules } from '@millrace/shared/alert-rules/check-rules';
import { describeFaults } from '@millrace/shared/alert-rules/describe-faults';
import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import { readRuleFiles } from '@millrace/shared/alert-rules/read-rule-files';
import type { AlertCondition, Score } from '@millrace/shared/contracts/alert-condition';
import type { DeviceTypes } from '@millrace/shared/contracts/device-registry';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';

const checked = checkRules(readRuleFiles(join(import.meta.dirname, '../examples')));
const rules = 'ok' in checked ? checked.ok : [];
const { types }: DeviceTypes = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../registry/examples/device-types.json'), 'utf8'),
);

test('the examples are in order, and hold for bedside monitors', () => {
  if ('faults' in checked) throw new Error(describeFaults(checked.faults));
  const { select, ids } = effectiveRules({ version: 1, publishedAt: 0, rules: checked.ok });
  expect([...select(anEnrichedReading()).keys()]).toEqual([...ids].filter((id) => id !== 'cpu-busy'));
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s is about measures of its device type, in their units',
  (_, rule) => {
    const type = types.find(({ name }) => name === rule.select?.deviceType);
    for (const { measure, unit } of measuresOf(rule.when)) {
      expect(Object.keys(type?.measures ?? {})).toContain(measure);
      if (unit !== undefined) expect(type?.measures[measure]?.unit).toBe(unit);
    }
  },
);

// Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017, chart 1; oxygen saturation by scale 1.
test.each<[string, [number, number][]]>([
  [
    'respiratory-rate',
    [
      [8, 3],
      [9, 1],
      [11, 1],
      [12, 0],
      [20, 0],
      [21, 2],
      [24, 2],
      [25, 3],
    ],
  ],
  [
    'oxygen-saturation',
    [
      [91, 3],
      [92, 2],
      [93, 2],
      [94, 1],
      [95, 1],
      [96, 0],
    ],
  ],
  [
    'systolic-pressure',
    [
      [90, 3],
      [91, 2],
      [100, 2],
      [101, 1],
      [110, 1],
      [111, 0],
      [219, 0],
      [220, 3],
    ],
  ],
  [
    'heart-rate',
    [
      [40, 3],
      [41, 1],
      [50, 1],
      [51, 0],
      [90, 0],
      [91, 1],
      [110, 1],
      [111, 2],
      [130, 2],
      [131, 3],
    ],
  ],
  [
    'body-temperature',
    [
      [35, 3],
      [35.1, 1],
      [36, 1],
      [36.1, 0],
      [38, 0],
      [38.1, 1],
      [39, 1],
      [39.1, 2],
    ],
  ],
])('%s has the points of NEWS2', (measure, published) => {
  const scores = rules.flatMap(({ when }) => (when.score ? [when.score] : []));
  expect(scores.map(({ from, single }) => [from, single])).toEqual([
    [5, 3],
    [7, undefined],
  ]);
  for (const score of scores)
    expect(published.map(([value]) => [value, pointsOf(score, measure, value)])).toEqual(published);
});

/** By the contract's words: the first band that takes the value. */
const pointsOf = ({ measures }: Score, measure: string, value: number): number | undefined =>
  measures[measure]?.find(({ to, equal }) => (equal === undefined ? value <= (to ?? value) : equal === value))?.points;

const measuresOf = (condition: AlertCondition): { measure: string; unit?: string }[] => {
  const { threshold, repeated, rate, silence, anomaly, score, all = [], any = [] } = condition;
  const named = [threshold, repeated?.threshold, rate, silence, anomaly].flatMap(
    (each): { measure: string; unit?: string }[] =>
      each?.measure === undefined ? [] : [{ ...each, measure: each.measure }],
  );
  const scored = Object.keys(score?.measures ?? {}).map((measure) => ({ measure }));
  return [...named, ...scored, ...[...all, ...any].flatMap(measuresOf)];
};
