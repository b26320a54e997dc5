import { saying, seen } from './condition-for-test.ts';
import { judgement, measuredIn } from './threshold.ts';

const truths = (given: Parameters<typeof judgement>[0], values: readonly (number | boolean | string)[]) =>
  values.map(judgement(given));

test('a value above the limit is a breach, the limit itself is not', () => {
  expect(truths({ measure: 'hr', above: 120 }, [120, 120.1, -500])).toEqual(['clear', 'breach', 'clear']);
});

test('a value below the limit is a breach, the limit itself is not', () => {
  expect(truths({ measure: 'hr', below: 50 }, [50, 49.9, 5000])).toEqual(['clear', 'breach', 'clear']);
});

test('a value outside of a range is a breach, its ends are not', () => {
  expect(truths({ measure: 'hr', outside: [50, 120] }, [49, 50, 120, 121])).toEqual([
    'breach',
    'clear',
    'clear',
    'breach',
  ]);
});

test('any other value than the given one is a breach with unequal', () => {
  expect(truths({ measure: 'lead', unequal: 'on' }, ['on', 'off', 1])).toEqual(['clear', 'breach', 'breach']);
  expect(truths({ measure: 'lead', unequal: false }, [false, true])).toEqual(['clear', 'breach']);
});

test('a value that equals the given one is a breach, whatever its kind', () => {
  expect(truths({ measure: 'lead', equal: 'off' }, ['off', 'on', 1, true])).toEqual([
    'breach',
    'clear',
    'clear',
    'clear',
  ]);
  expect(truths({ measure: 'lead', equal: true }, [true, false, 'true'])).toEqual(['breach', 'clear', 'clear']);
  expect(truths({ measure: 'lead', equal: 0 }, [0, false])).toEqual(['breach', 'clear']);
});

test('with hysteresis a value is clear from its limit on only', () => {
  expect(truths({ measure: 'hr', above: 120, clear: 110 }, [121, 120, 110.5, 110])).toEqual([
    'breach',
    'between',
    'between',
    'clear',
  ]);
  expect(truths({ measure: 'hr', below: 50, clear: 60 }, [49, 50, 59, 60])).toEqual([
    'breach',
    'between',
    'between',
    'clear',
  ]);
  expect(truths({ measure: 'hr', outside: [50, 120], clear: [60, 110] }, [49, 55, 60, 110, 115, 121])).toEqual([
    'breach',
    'between',
    'clear',
    'clear',
    'between',
    'breach',
  ]);
});

test('texts and booleans say nothing where there are limits', () => {
  expect(truths({ measure: 'hr', above: 120 }, ['130', true])).toEqual([undefined, undefined]);
});

test('a value in another unit than asked for says nothing', () => {
  const rule = { threshold: { measure: 'temp', above: 38, unit: 'Cel' } };
  const { said, values } = saying(rule, [
    { at: 1, temp: { value: 100, unit: '[degF]' } },
    { at: 2, temp: 100 },
    { at: 3, temp: { value: 39, unit: 'Cel' } },
    { at: 4, hr: 500 },
  ]);
  expect(said).toEqual(['nothing', 'nothing', 'breach', 'nothing']);
  expect(values).toEqual([undefined, undefined, 39, undefined]);
});

test('what was measured has the unit that came with it', () => {
  expect(measuredIn(seen({ at: 1, temp: { value: 39, unit: 'Cel' } }), { measure: 'temp' })).toEqual({
    value: 39,
    unit: 'Cel',
  });
  expect(measuredIn(seen({ at: 1, temp: 39 }), { measure: 'temp' })).toEqual({ value: 39 });
});

test('a threshold remembers nothing, and is never due', () => {
  const { memory, dueAt, condition } = saying(
    { threshold: { measure: 'hr', above: 120 } },
    [{ at: 1, hr: 130 }, { at: 2 }],
    9,
  );
  expect([memory, dueAt, condition.pass(undefined, 5)]).toEqual([undefined, undefined, { memory: undefined }]);
  expect([condition.measure, [...condition.looksAt], condition.knowsWhatItSaw]).toEqual(['hr', ['hr'], false]);
});

test('a measure by a name that every object inherits is there only where it was sent', () => {
  const given = { threshold: { measure: 'constructor', unequal: 1 } };
  expect(saying(given, [{ at: 1, hr: 72 }, seenConstructor]).said).toEqual(['nothing', 'breach']);
});

const seenConstructor = { at: 2, constructor: 2 } as unknown as Parameters<typeof seen>[0];
