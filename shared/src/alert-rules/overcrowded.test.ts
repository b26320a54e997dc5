import fc from 'fast-check';
import type { AlertRule, Selection } from '../contracts/alert-rule.ts';
import { anAlertRule } from '../testing/an-alert-rule.ts';
import { anEnrichedReading } from '../testing/an-enriched-reading.ts';
import { effectiveRules } from './effective-rules.ts';
import { maxRulesPerDevice, overcrowded } from './overcrowded.ts';

const manyRules = (length: number, given: (index: number) => Partial<AlertRule>): AlertRule[] =>
  Array.from({ length }, (_, index) => anAlertRule({ id: `rule-${index}`, ...given(index) }));

test('64 rules for everything are taken, one more is not', () => {
  expect(overcrowded(manyRules(64, () => ({})))).toBeUndefined();
  expect(overcrowded(manyRules(65, () => ({})))).toBe('more than 64 rules may select the same device');
});

test.each<Selection>([{ tenant: 'a' }, { deviceType: 'a' }, { site: 'a' }, { labels: { bed: '12' } }])(
  'a narrow rule may select a device beside 64 for everything: %j',
  (select) => {
    expect(overcrowded([...manyRules(64, () => ({})), anAlertRule({ select })])).toBeDefined();
  },
);

test('a few rules for everything beside many narrow ones are taken', () => {
  const narrow = manyRules(900, (index) => ({ select: { site: `site-${index % 100}` } }));
  expect(overcrowded([anAlertRule(), ...narrow])).toBeUndefined();
});

test('rules that are disabled do not count, unless an override enables them', () => {
  expect(overcrowded(manyRules(65, (index) => ({ enabled: index > 0 })))).toBeUndefined();
  const overrides = [{ select: { site: 'a' }, set: { enabled: true } }];
  expect(overcrowded(manyRules(65, (index) => ({ enabled: index > 0, overrides })))).toBeDefined();
});

test('a rule counts once more for each subscriber, but for those who have it disabled', () => {
  const subscribers = { day: { for: 1 }, night: { enabled: false } };
  expect(overcrowded(manyRules(32, () => ({ subscribers })))).toBeUndefined();
  expect(overcrowded(manyRules(33, () => ({ subscribers })))).toBeDefined();
});

test.each([
  ['tenants', (index: number) => ({ tenant: `tenant-${index % 2}` })],
  ['device types', (index: number) => ({ deviceType: `type-${index % 2}` })],
  ['sites', (index: number) => ({ site: `site-${index % 2}` })],
  ['values of a label', (index: number) => ({ labels: { bed: String(index % 2) } })],
])('rules for different %s share no device', (_, select) => {
  expect(overcrowded(manyRules(128, (index) => ({ select: select(index) })))).toBeUndefined();
});

test('whatever device there is, no more than 64 rules of an accepted file select it', () => {
  const either = fc.constantFrom(undefined, undefined, 'a', 'b');
  const select = fc.record({ tenant: either, deviceType: either, site: either, bed: either });
  const devices = ['a', 'b'].flatMap((tenant) =>
    ['a', 'b'].flatMap((deviceType) =>
      ['a', 'b'].flatMap((site) => ['a', 'b'].map((bed) => ({ tenant, deviceType, site, labels: { bed } }))),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ select, subscribers: fc.nat(3) }), { minLength: 60, maxLength: 200 }), (given) => {
      const rules = given.map(({ select: { bed, ...named }, subscribers }, index) =>
        anAlertRule({
          id: `rule-${index}`,
          select: JSON.parse(JSON.stringify({ ...named, labels: { bed } })),
          subscribers: Object.fromEntries(Array.from({ length: subscribers }, (_, name) => [`s${name}`, { for: 1 }])),
        }),
      );
      const { select } = effectiveRules({ version: 1, publishedAt: 0, rules });
      const selected = devices.map((device) => select(anEnrichedReading(device)).size);
      if (Math.max(...selected) > maxRulesPerDevice) expect(overcrowded(rules)).toBeDefined();
    }),
    { numRuns: 25 },
  );
});
