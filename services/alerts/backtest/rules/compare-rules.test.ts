import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { compareRules } from './compare-rules.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => anAlertRule({ id }));

test('rules are added, removed, or changed, field by field', () => {
  const changed = anAlertRule({
    id: 'b',
    for: 20,
    when: { threshold: { measure: 'heart-rate', above: 130, clear: 110 } },
  });
  expect(compareRules([changed, c as never], [a as never, b as never])).toEqual([
    { rule: 'a', change: 'removed' },
    {
      ...{ rule: 'b', change: 'changed' },
      fields: [
        { path: 'when.threshold.above', before: 120, now: 130 },
        { path: 'for', before: undefined, now: 20 },
      ],
    },
    { rule: 'c', change: 'added' },
  ]);
});

test('the order of rules and of fields means nothing', () => {
  const { id, ...rest } = anAlertRule({ id: 'a' });
  expect(compareRules([b as never, { ...rest, id }], [a as never, b as never])).toEqual([]);
});

test('a list is one value', () => {
  const escalate = (after: number) => anAlertRule({ escalate: [{ after, severity: 'critical' }] });
  expect(compareRules([escalate(30)], [escalate(20)])).toMatchObject([{ fields: [{ path: 'escalate' }] }]);
});
