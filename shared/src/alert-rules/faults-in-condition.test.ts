import type { AlertCondition } from '../contracts/alert-condition.ts';
import { faultsInCondition } from './faults-in-condition.ts';

const threshold = (given: object): AlertCondition => ({ threshold: { measure: 'heart-rate', ...given } });
const rate = (given: object): AlertCondition => ({ rate: { measure: 'heart-rate', within: 60, ...given } });
const score = (given: object, bands?: object[]): AlertCondition => ({
  score: { measures: { 'heart-rate': (bands ?? [{ points: 0 }]) as never }, from: 5, ...given },
});
const hours = (given: object): AlertCondition => ({
  hours: { zone: 'Europe/Berlin', from: '22:00', to: '06:00', ...given },
});

test.each<[string, AlertCondition]>([
  ['a clear limit at the raise limit, above', threshold({ above: 120, clear: 120 })],
  ['a clear limit at the raise limit, below', threshold({ below: 50, clear: 50 })],
  ['clear limits at the raise limits', threshold({ outside: [50, 120], clear: [50, 120] })],
  ['one value that is not outside', threshold({ outside: [50, 50] })],
  ['no clear limit', threshold({ above: 120 })],
  ['a limit of 0', threshold({ above: 0, clear: 0 })],
  ['a text to be equal to', threshold({ equal: 'off' })],
  ['false to be equal to', threshold({ equal: false })],
  ['false not to be equal to', threshold({ unequal: false })],
  ['as many times as values', { repeated: { times: 3, of: 3, threshold: { measure: 'heart-rate', above: 1 } } }],
  ['a clear change as large as the limit', rate({ rises: 20, clear: 20 })],
  ['any fall at all', rate({ falls: 0 })],
  ['clear points below the limit', score({ clear: 4 })],
  ['clear points below a single one', score({ clear: 2, single: 3 })],
  ['equal bands, then rising ones, then all others', score({}, bands('off', 'on', 8, 11, undefined))],
  ['one band for all values', score({}, bands(undefined))],
  ['hours into the next day', hours({})],
  ['hours by UTC', hours({ zone: 'UTC' })],
])('%s makes sense', (_, condition) => {
  expect(faultsInCondition(condition)).toEqual([]);
});

test.each<[string, AlertCondition, string]>([
  ['no limit', threshold({}), '/threshold'],
  ['two limits', threshold({ above: 1, below: 0 }), '/threshold'],
  ['a limit and a value', threshold({ above: 1, equal: false }), '/threshold'],
  ['two values', threshold({ equal: 1, unequal: 2 }), '/threshold'],
  ['a clear limit above its raise limit', threshold({ above: 120, clear: 120.1 }), '/threshold/clear'],
  ['a clear limit below its raise limit', threshold({ below: 50, clear: 49.9 }), '/threshold/clear'],
  ['a clear limit below the low one', threshold({ outside: [50, 120], clear: [49, 110] }), '/threshold/clear'],
  ['a clear limit above the high one', threshold({ outside: [50, 120], clear: [60, 121] }), '/threshold/clear'],
  ['clear limits that are reversed', threshold({ outside: [50, 120], clear: [110, 60] }), '/threshold/clear'],
  ['a clear limit beside equal', threshold({ equal: 1, clear: 1 }), '/threshold/clear'],
  ['one clear limit for two', threshold({ outside: [50, 120], clear: 60 }), '/threshold/clear'],
  ['two clear limits for one', threshold({ above: 120, clear: [0, 110] }), '/threshold/clear'],
  ['limits that are reversed', threshold({ outside: [120, 50] }), '/threshold/outside'],
  [
    'more times than values',
    { repeated: { times: 4, of: 3, threshold: { measure: 'heart-rate', above: 1 } } },
    '/repeated/times',
  ],
  [
    'a repeated threshold without a limit',
    { repeated: { times: 1, of: 3, threshold: { measure: 'heart-rate' } } },
    '/repeated/threshold',
  ],
  ['no change', rate({}), '/rate'],
  ['a rise and a fall', rate({ rises: 1, falls: 1 }), '/rate'],
  ['a clear change above its limit', rate({ falls: 20, clear: 20.1 }), '/rate/clear'],
  ['clear points at the limit', score({ clear: 5 }), '/score/clear'],
  ['clear points at a single one', score({ clear: 3, single: 3 }), '/score/clear'],
  ['bands that do not rise', score({}, bands(8, 8, undefined)), '/score/measures/heart-rate/1'],
  ['a band for all others that is not the last', score({}, bands(undefined, 8)), '/score/measures/heart-rate/0'],
  ['no band for all others', score({}, bands(8, 11)), '/score/measures/heart-rate/1'],
  ['an equal band behind a rising one', score({}, bands(8, 'off', undefined)), '/score/measures/heart-rate/1'],
  ['two bands for one value', score({}, bands('off', 'off', undefined)), '/score/measures/heart-rate/1'],
  [
    'a band with an end and a value',
    score({}, [{ to: 1, equal: 1, points: 1 }, { points: 0 }]),
    '/score/measures/heart-rate/0',
  ],
  ['a place that no clock knows', hours({ zone: 'Europe/Entenhausen' }), '/hours/zone'],
  ['hours that end when they begin', hours({ to: '22:00' }), '/hours/to'],
  [
    'a fault in one of several',
    { all: [hours({}), { any: [threshold({})] }] } as AlertCondition,
    '/all/1/any/0/threshold',
  ],
])('%s is a contradiction', (_, condition, pointer) => {
  const [fault, ...others] = faultsInCondition(condition);
  expect(fault?.pointer).toBe(pointer);
  if (pointer.startsWith('/score/measures')) return;
  expect(others).toEqual([]);
});

/** A band up to a number, equal to a text, or for all others; each with other points. */
function bands(...ends: (number | string | undefined)[]): object[] {
  return ends.map((end, points) => ({
    ...(typeof end === 'number' && { to: end }),
    ...(typeof end === 'string' && { equal: end }),
    points,
  }));
}
