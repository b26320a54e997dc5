import fc from 'fast-check';
import type { AlertRule } from '../contracts/alert-rule.ts';
import { anAlertRule } from '../testing/an-alert-rule.ts';
import { faultsInRule } from './faults-in-rule.ts';
import { mergePatch } from './merge-patch.ts';

const pointers = (given: object): string[] =>
  faultsInRule({ ...anAlertRule(), ...given }).map(({ pointer }) => pointer);
const threshold = (given: object) => ({ when: { threshold: given } });
const quiet = (zone: string) => ({ hours: { zone, from: '22:00', to: '06:00' } });
const onSite = { site: 'ward-3' };

test.each<[string, object]>([
  [
    'steps that rise',
    {
      escalate: [
        { after: 60, severity: 'warning' },
        { after: 120, severity: 'critical' },
      ],
    },
  ],
  [
    'a step by a limit between steps by time',
    {
      escalate: [
        { after: 60, severity: 'warning' },
        { when: { measure: 'heart-rate', above: 150 }, severity: 'critical' },
        { after: 61, severity: 'critical' },
      ],
    },
  ],
  ['an anomaly whose end has to last', { when: { anomaly: { measure: 'x', above: 0.5 } }, clearFor: 60 }],
  ['quiet hours of a place', { quiet: quiet('America/New_York') }],
  ['an override of one limit, hysteresis and all', { overrides: [{ select: onSite, set: threshold({ above: 130 }) }] }],
  [
    'another kind of condition in place of the one before',
    { subscribers: { night: { when: { threshold: null, silence: { after: 60 } } } } },
  ],
  ['a field taken away', { quiet: quiet('UTC'), overrides: [{ select: onSite, set: { quiet: null } }] }],
])('%s: nothing is wrong', (_, given) => {
  expect(pointers(given)).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['a step of neither kind', { escalate: [{ severity: 'critical' }] }, ['/escalate/0']],
  [
    'a step of both kinds',
    { escalate: [{ after: 1, when: { measure: 'x', above: 1 }, severity: 'critical' }] },
    ['/escalate/0'],
  ],
  [
    'a step at the time of an earlier one',
    {
      escalate: [
        { after: 60, severity: 'warning' },
        { when: { measure: 'x', above: 1 }, severity: 'warning' },
        { after: 60, severity: 'critical' },
      ],
    },
    ['/escalate/2/after'],
  ],
  ['a step below the rule', { escalate: [{ after: 60, severity: 'info' }] }, ['/escalate/0/severity']],
  [
    'a step below the one before',
    {
      escalate: [
        { after: 60, severity: 'critical' },
        { after: 61, severity: 'warning' },
      ],
    },
    ['/escalate/1/severity'],
  ],
  [
    'a step by a contradiction',
    { escalate: [{ when: { measure: 'x', above: 1, clear: 2 }, severity: 'critical' }] },
    ['/escalate/0/when/clear'],
  ],
  ['an anomaly that has to last', { when: { anomaly: { measure: 'x', above: 0.5 } }, for: 60 }, ['/for']],
  ['quiet hours of nowhere', { quiet: quiet('Nowhere') }, ['/quiet/hours/zone']],
  ['several at once', { for: -1, colour: 'red', severity: 'fatal' }, ['/severity', '/for', '/colour']],
  [
    'an override that contradicts the rule',
    { overrides: [{ select: onSite, set: threshold({ above: 100 }) }] },
    ['/overrides/0/set/when/threshold'],
  ],
  [
    'an override that contradicts itself',
    {
      overrides: [
        { select: onSite, set: { for: 1 } },
        { select: onSite, set: threshold({ clear: 121 }) },
      ],
    },
    ['/overrides/1/set/when/threshold/clear'],
  ],
  ['an override that is no rule', { overrides: [{ select: onSite, set: { severity: null } }] }, ['/overrides/0/set']],
  [
    'a subscriber with a field that is not in the contract',
    { subscribers: { night: threshold({ colour: 'red' }) } },
    ['/subscribers/night/when/threshold/colour'],
  ],
  [
    'a second condition beside the first',
    { subscribers: { night: { when: { silence: { after: 60 } } } } },
    ['/subscribers/night/when'],
  ],
  [
    'a subscriber that fits the rule, but not beside an override',
    {
      overrides: [
        { select: onSite, set: { for: 3 } },
        { select: onSite, set: threshold({ above: 90, clear: 80 }) },
      ],
      subscribers: { night: threshold({ clear: 100 }) },
    },
    ['/subscribers/night/when/threshold/clear'],
  ],
  [
    'an override and a subscriber, each wrong alone',
    {
      overrides: [{ select: onSite, set: { for: -3 } }],
      subscribers: { day: { for: 3 }, night: { for: -5 } },
    },
    ['/overrides/0/set/for', '/subscribers/night/for'],
  ],
])('%s is told, and where', (_, given, expected) => {
  expect(pointers(given).sort()).toEqual([...expected].sort());
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'rule'],
  ['a list', []],
  [
    'a rule with more faults than are told',
    { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, when: 7, escalate: 7, quiet: 7 },
  ],
])('%s in place of a rule is refused', (_, rule) => {
  expect(faultsInRule(rule)).not.toEqual([]);
});

test('a part that is sound is looked into beside one that is not', () => {
  const when = { threshold: { measure: 'heart-rate', above: 1, clear: 2 } };
  const escalate = [{ severity: 'info' }];
  const wrong = { for: -1, when, escalate, quiet: quiet('Nowhere') };
  const expected = ['/escalate/0', '/escalate/0/severity', '/for', '/quiet/hours/zone', '/when/threshold/clear'];
  expect(pointers(wrong).sort()).toEqual(expected);
});

test('what is wrong on top of an override names the override', () => {
  const rule = anAlertRule({
    overrides: [{ select: onSite, set: threshold({ above: 90, clear: 80 }) }],
    subscribers: { night: threshold({ clear: 100 }) },
  });
  expect(faultsInRule(rule)).toEqual([
    {
      pointer: '/subscribers/night/when/threshold/clear',
      detail: 'would clear values that raise the alert (on top of /overrides/0)',
    },
  ]);
});

test('a rule that is fine is fine under every override and for every subscriber, and only such a rule', () => {
  const limit = fc.integer({ min: 100, max: 103 });
  const patch = fc
    .record(
      {
        when: fc.record({ threshold: fc.record({ above: limit, clear: limit }, { requiredKeys: [] }) }),
        severity: fc.constantFrom('info', 'warning', 'critical', 'fatal'),
        enabled: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .filter((each) => Object.keys(each).length > 0);
  const rules = fc.record({
    overrides: fc.array(patch, { maxLength: 3 }),
    subscribers: fc.dictionary(fc.constantFrom('day', 'night'), patch),
  });
  fc.assert(
    fc.property(rules, ({ overrides, subscribers }) => {
      const base = anAlertRule({ escalate: [{ after: 1, severity: 'warning' }] });
      const rule = { ...base, overrides: overrides.map((set) => ({ select: onSite, set })), subscribers };
      const variants = [{}, ...overrides].flatMap((override) =>
        [{}, ...Object.values(subscribers)].map((own) => mergePatch(mergePatch(base, override), own) as AlertRule),
      );
      const isFine = (variant: AlertRule) => faultsInRule(variant).length === 0;
      expect(faultsInRule(rule).length === 0).toBe(variants.every(isFine));
    }),
    { numRuns: 300 },
  );
});
