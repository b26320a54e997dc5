import { anEffectiveRule } from '@millrace/shared/testing/an-effective-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { lookedAtBy } from './looked-at.ts';

const reading = anEnrichedReading({
  measures: {
    'heart-rate': { value: 72, unit: '/min', code: 'loinc|8867-4' },
    spo2: { value: 97 },
    temp: { value: 37 },
    lead: { value: 'on' },
  },
  log: { severity: 'WARN', body: 'A long text' },
});
const late = { lateness: 10 };
const keptBy = (...rules: Parameters<typeof anEffectiveRule>[0][]) =>
  lookedAtBy(new Map(rules.map((given, index) => [`rule-${index}`, anEffectiveRule(given)])), reading);

test('of a reading that waits, what rules with lateness look at is kept', () => {
  expect(
    keptBy(
      late,
      { ...late, when: { silence: { measure: 'lead', after: 5 } } },
      { when: { threshold: { measure: 'temp', above: 1 } } },
    ),
  ).toEqual({
    id: 'monitor-01:1',
    time: 1_764_000_000_000,
    measures: { 'heart-rate': { value: 72, unit: '/min' }, lead: { value: 'on' } },
    log: { severity: 'WARN', body: '' },
  });
});

test('what an escalation looks at is kept, too', () => {
  const escalate = [
    { after: 5, severity: 'warning' as const },
    { when: { measure: 'spo2', below: 90 }, severity: 'critical' as const },
  ];
  expect(Object.keys(keptBy({ ...late, escalate }).measures)).toEqual(['heart-rate', 'spo2']);
});

test('a rule to which values mean nothing keeps none', () => {
  expect(keptBy({ ...late, when: { silence: { after: 5 } } }).measures).toEqual({});
  const { log: _, ...silent } = reading;
  expect(lookedAtBy(new Map([['rule', anEffectiveRule(late)]]), silent)).not.toHaveProperty('log');
});
