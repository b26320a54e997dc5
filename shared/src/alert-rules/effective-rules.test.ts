import fc from 'fast-check';
import type { AlertRule, Selection } from '../contracts/alert-rule.ts';
import { anAlertRule } from '../testing/an-alert-rule.ts';
import { anEffectiveRule } from '../testing/an-effective-rule.ts';
import { anEnrichedReading } from '../testing/an-enriched-reading.ts';
import type { DeviceDescription } from './effective-rule.ts';
import { effectiveRules } from './effective-rules.ts';
import { mergePatch } from './merge-patch.ts';

const effective = (...rules: AlertRule[]) => effectiveRules({ version: 7, publishedAt: 0, rules });
const reading = anEnrichedReading({ labels: { bed: '12', wing: 'east' } });

test.each<[string, Selection, boolean]>([
  ['nothing named', {}, true],
  ['the tenant', { tenant: 'ward-a' }, true],
  ['another tenant', { tenant: 'ward-b' }, false],
  ['the device type', { deviceType: 'bedside-monitor' }, true],
  ['another device type', { deviceType: 'ventilator' }, false],
  ['the site', { site: 'ward-3' }, true],
  ['another site', { site: 'ward-4' }, false],
  ['one of the labels', { labels: { bed: '12' } }, true],
  ['one label right, one wrong', { labels: { bed: '12', wing: 'west' } }, false],
  ['a label that the device lacks', { labels: { floor: '1' } }, false],
  ['all but the site right', { tenant: 'ward-a', deviceType: 'bedside-monitor', site: 'ward-4' }, false],
])('a selection with %s: %j selects it: %j', (_, select, selected) => {
  expect(effective(anAlertRule({ select })).select(reading).size).toBe(selected ? 1 : 0);
});

test('a rule without a selection selects every device', () => {
  expect([...effective(anAlertRule()).select(reading).values()]).toEqual([anEffectiveRule()]);
});

test('a disabled rule holds for no device, and its id is known all the same', () => {
  const { select, ids, version } = effective(anAlertRule({ enabled: false, subscribers: { night: { for: 1 } } }));
  expect(select(reading).size).toBe(0);
  expect([...ids]).toEqual(['tachycardia', 'tachycardia@night']);
  expect(version).toBe(7);
});

test('of several overrides that fit the last holds, alone', () => {
  const overrides = [
    { select: { site: 'ward-3' }, set: { for: 10, severity: 'critical' } },
    { select: { device: 'monitor-01' }, set: { for: 20 } },
    { select: { device: 'monitor-02' }, set: { for: 30 } },
  ];
  const { select } = effective(anAlertRule({ overrides }));
  const found = (given: object) => [...select({ ...reading, ...given }).values()];
  expect(found({})).toEqual([anEffectiveRule({ for: 20 })]);
  expect(found({ deviceId: 'monitor-03' })).toEqual([anEffectiveRule({ for: 10, severity: 'critical' })]);
  expect(found({ deviceId: 'monitor-03', site: 'ward-4' })).toEqual([anEffectiveRule()]);
});

test("a subscriber's own limits hold on top of the override, beside the rule", () => {
  const { select } = effective(
    anAlertRule({
      overrides: [{ select: { site: 'ward-3' }, set: { for: 10, clearFor: 5 } }],
      subscribers: { night: { for: 60 }, day: { enabled: false } },
    }),
  );
  expect(Object.fromEntries(select(reading))).toEqual({
    tachycardia: anEffectiveRule({ for: 10, clearFor: 5 }),
    'tachycardia@night': anEffectiveRule({ id: 'tachycardia@night', for: 60, clearFor: 5 }),
  });
});

test('a rule may be disabled for some devices, or enabled for some only', () => {
  const off = anAlertRule({ id: 'off', overrides: [{ select: { site: 'ward-3' }, set: { enabled: false } }] });
  const on = anAlertRule({
    id: 'on',
    enabled: false,
    overrides: [{ select: { site: 'ward-3' }, set: { enabled: true } }],
  });
  const { select } = effective(off, on);
  expect([...select(reading).keys()]).toEqual(['on']);
  expect([...select({ ...reading, site: 'ward-4' }).keys()]).toEqual(['off']);
});

test('what holds alike for two devices is one object', () => {
  const { select } = effective(
    anAlertRule({
      overrides: [{ select: { labels: { wing: 'east' } }, set: { for: 1 } }],
      subscribers: { night: { for: 2 } },
    }),
    anAlertRule({ id: 'elsewhere', select: { site: 'ward-4' } }),
  );
  const east = select(reading);
  const other = select({ ...reading, deviceId: 'monitor-02', site: 'ward-4' });
  const west = select({ ...reading, labels: { wing: 'west' } });
  for (const id of ['tachycardia', 'tachycardia@night']) expect(other.get(id)).toBe(east.get(id));
  expect(west.get('tachycardia')).not.toBe(east.get('tachycardia'));
});

test('devices that no rule tells apart have one answer, whatever else they are', () => {
  const { select } = effective(anAlertRule({ select: { site: 'ward-3' } }));
  expect(select({ ...reading, deviceId: 'x', tenant: 'y', labels: { z: '1' } })).toBe(select(reading));
  expect(select({ ...reading, site: 'ward-4' })).toBe(select({ ...reading, site: 'ward-5' }));
});

test('more descriptions than are remembered are answered all the same, by the same rules', () => {
  const overridesBy = (label: string) =>
    Array.from({ length: 45 }, (_, index) => ({ select: { labels: { [label]: `${index}` } }, set: { for: index } }));
  const others = Array.from({ length: 60 }, (_, index) => anAlertRule({ id: `rule-${index}` }));
  const labels = ['bed', 'wing'];
  const { select } = effective(...labels.map((id) => anAlertRule({ id, overrides: overridesBy(id) })), ...others);
  const devices = Array.from({ length: 45 * 45 }, (_, index) => ({
    ...reading,
    labels: { bed: `${index % 45}`, wing: `${Math.floor(index / 45)}` },
  }));
  const first = devices.map(select);
  const again = devices.map(select);
  expect(again[0]).not.toBe(first[0]);
  const durations = again.map((rules) => labels.map((id) => `${rules.get(id)?.for}`));
  expect(durations).toEqual(devices.map((device) => Object.values(device.labels)));
  expect(again.every((rules, index) => [...rules].every(([id, rule]) => first[index]?.get(id) === rule))).toBe(true);
});

const either = fc.constantFrom(undefined, undefined, 'a', 'b');
/** More labels than values of one number could tell apart. */
const labelNames = Array.from({ length: 40 }, (_, index) => `label-${index}`);

test.each([2, labelNames.length])(
  'with %s labels it is what the contract says, of one device after another',
  (count) => {
    const names = labelNames.slice(0, count);
    const given = fc
      .record({
        device: either,
        ...{ tenant: either, deviceType: either, site: either },
        labels: fc.dictionary(fc.constantFrom(...names), fc.constantFrom('a', 'b'), { maxKeys: 2 }),
      })
      .map((select) => JSON.parse(JSON.stringify(select)) as Selection & { device?: string });
    const patch = fc.record({ for: fc.nat(5), enabled: fc.boolean() }, { requiredKeys: ['for'] });
    const rules = fc.array(
      fc.record({
        select: given.map(({ device: _, ...select }) => select),
        overrides: fc.array(fc.record({ select: given, set: patch }), { maxLength: 3 }),
        subscribers: fc.dictionary(fc.constantFrom('day', 'night'), patch),
        enabled: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const value = fc.constantFrom('a', 'b', 'c');
    const device = fc.record({
      ...{ deviceId: value, tenant: value, deviceType: value, site: value },
      labels: fc.dictionary(fc.constantFrom(...names), value),
    });
    fc.assert(
      fc.property(rules, fc.array(device, { minLength: 1, maxLength: 20 }), (parts, devices) => {
        const all = parts.map((part, index) => anAlertRule({ id: `rule-${index}`, ...part }));
        // Every label is named somewhere, by a rule that is disabled.
        const naming = anAlertRule({
          enabled: false,
          overrides: names.map((name) => ({ select: { labels: { [name]: 'a' } }, set: { for: 1 } })),
        });
        const { select } = effective(...all, naming);
        for (const each of devices)
          expect(Object.fromEntries(select(each))).toEqual(
            Object.fromEntries(all.flatMap((rule) => holding(rule, each))),
          );
      }),
    );
  },
);

/** The contract, word for word. */
const holding = (rule: AlertRule, device: DeviceDescription): [string, object][] => {
  const { select = {}, overrides = [], subscribers = {}, ...base } = rule;
  if (!isSelected(select, device)) return [];
  const [last] = overrides.filter((override) => isSelected(override.select, device)).reverse();
  const own = mergePatch(base, last?.set ?? {}) as AlertRule;
  const variants = Object.entries(subscribers).map(
    ([name, set]) => ({ ...(mergePatch(own, set) as AlertRule), id: `${rule.id}@${name}` }) as AlertRule,
  );
  return [own, ...variants].flatMap(({ enabled, ...each }): [string, object][] => (enabled ? [[each.id, each]] : []));
};

const isSelected = (select: Selection & { device?: string }, device: DeviceDescription): boolean => {
  const { labels = {}, device: deviceId, ...named } = select;
  const wanted = Object.entries({ ...named, ...(deviceId !== undefined && { deviceId }) });
  return (
    wanted.every(([name, value]) => device[name as 'site'] === value) &&
    Object.entries(labels).every(([name, value]) => device.labels[name] === value)
  );
};
