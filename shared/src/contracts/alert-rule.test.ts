import { anAlertRule } from '../testing/an-alert-rule.ts';
import { AlertRule, contradictionIn } from './alert-rule.ts';
import { schemaParser } from './schema-parser.ts';

const parse = schemaParser(AlertRule);

test.each([
  ['a clear limit at the raise limit, above', { condition: { above: 120 }, clear: { limit: 120, for: 0 } }],
  ['a clear limit at the raise limit, below', { condition: { below: 50 }, clear: { limit: 50, for: 0 } }],
  ['clear limits at the raise limits', { condition: { outside: [50, 120] }, clear: { limits: [50, 120], for: 0 } }],
  ['one value that is not outside', { condition: { outside: [50, 50] }, clear: { for: 0 } }],
  ['no clear limit', { condition: { above: 120 }, clear: { for: 0 } }],
  ['a text to be equal to', { condition: { equal: 'probe-off' }, clear: { for: 0 } }],
] as const)('%s makes sense', (_, given) => {
  const parsed = parse({ ...anAlertRule(), ...given });
  expect('ok' in parsed && contradictionIn(parsed.ok)).toBeUndefined();
});

test.each([
  ['above its raise limit', { condition: { above: 120 }, clear: { limit: 120.1, for: 0 } }, '/clear/limit'],
  ['below its raise limit', { condition: { below: 50 }, clear: { limit: 49.9, for: 0 } }, '/clear/limit'],
  ['below the low one', { condition: { outside: [50, 120] }, clear: { limits: [49, 110], for: 0 } }, '/clear/limits'],
  ['above the high one', { condition: { outside: [50, 120] }, clear: { limits: [60, 121], for: 0 } }, '/clear/limits'],
  ['reversed', { condition: { outside: [50, 120] }, clear: { limits: [110, 60], for: 0 } }, '/clear/limits'],
  ['beside equal', { condition: { equal: 1 }, clear: { limit: 1, for: 0 } }, '/clear/limit'],
  ['one for two', { condition: { outside: [50, 120] }, clear: { limit: 60, for: 0 } }, '/clear/limit'],
  ['two for one', { condition: { above: 120 }, clear: { limits: [0, 110], for: 0 } }, '/clear/limits'],
  ['reversed to raise', { condition: { outside: [120, 50] }, clear: { for: 0 } }, '/condition/outside'],
] as const)('a limit %s is a contradiction', (_, given, pointer) => {
  const parsed = parse({ ...anAlertRule(), ...given });
  expect('ok' in parsed && contradictionIn(parsed.ok)?.pointer).toBe(pointer);
});

test.each([
  ['no condition', { condition: {} }, '/condition'],
  ['two conditions', { condition: { above: 1, below: 0 } }, '/condition'],
  ['one limit to be outside of', { condition: { outside: [1] } }, '/condition/outside'],
  ['a negative duration', { for: -1 }, '/for'],
  ['a fraction of a second', { clear: { for: 0.5 } }, '/clear/for'],
  ['an id that no filter policy could name', { id: 'Höhe' }, '/id'],
  ['a severity that nobody filters on', { severity: 'fatal' }, '/severity'],
  ['a selection by something unknown', { select: { colour: 'red' } }, '/select'],
] as const)('%s is refused', (_, given, pointer) => {
  const parsed = parse({ ...anAlertRule(), ...given });
  expect('setAside' in parsed && parsed.setAside.pointer).toMatch(new RegExp(`^${pointer}`));
});
