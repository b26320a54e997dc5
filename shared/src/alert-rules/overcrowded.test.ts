import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import fc from 'fast-check';
import { maxRulesPerDevice, overcrowded } from './overcrowded.ts';
import { selectRules } from './select-rules.ts';

const manyRules = (length: number, given: (index: number) => Partial<AlertRule>): AlertRule[] =>
  Array.from({ length }, (_, index) => anAlertRule({ id: `rule-${index}`, ...given(index) }));

test('64 rules for everything are taken, one more is not', () => {
  expect(overcrowded(manyRules(64, () => ({})))).toBeUndefined();
  expect(overcrowded(manyRules(65, () => ({})))).toBe('more than 64 rules may select the same device');
});

test.each<AlertRule['select']>([{ tenant: 'a' }, { deviceType: 'a' }, { site: 'a' }, { labels: { bed: '12' } }])(
  'a narrow rule may select a device beside 64 for everything: %j',
  (select) => {
    expect(overcrowded([...manyRules(64, () => ({})), anAlertRule({ select })])).toBeDefined();
  },
);

test('a few rules for everything beside many narrow ones are taken', () => {
  const narrow = manyRules(900, (index) => ({ select: { site: `site-${index % 100}` } }));
  expect(overcrowded([anAlertRule(), ...narrow])).toBeUndefined();
});

test('rules that are disabled do not count', () => {
  expect(overcrowded(manyRules(65, (index) => ({ enabled: index > 0 })))).toBeUndefined();
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
    fc.property(fc.array(select, { minLength: 150, maxLength: 260 }), (selections) => {
      const rules = selections.map(({ bed, ...given }, index) =>
        anAlertRule({ id: `rule-${index}`, select: JSON.parse(JSON.stringify({ ...given, labels: { bed } })) }),
      );
      const select = selectRules(rules);
      const selected = devices.map((device) => select(anEnrichedReading(device)).size);
      if (Math.max(...selected) > maxRulesPerDevice) expect(overcrowded(rules)).toBeDefined();
    }),
    { numRuns: 25 },
  );
});
