import { saying } from './condition-for-test.ts';

const anything = { silence: { after: 10 } };
const ofHr = { silence: { measure: 'hr', after: 10 } };

test('a device is silent eleven tenths of the time after what is remembered of its last reading', () => {
  expect(saying(anything, [{ at: 5 }], 15.999).said).toEqual(['clear']);
  expect(saying(anything, [{ at: 5 }], 16).said).toEqual(['clear', '16: breach']);
});

test('a reading within a tenth of the time after the one remembered is not remembered', () => {
  expect(saying(anything, [{ at: 5 }, { at: 5.999 }], 30).said).toEqual(['clear', 'clear', '16: breach']);
  expect(saying(anything, [{ at: 5 }, { at: 6 }], 30).said).toEqual(['clear', 'clear', '17: breach']);
  expect(saying(anything, [{ at: 5 }, { at: 15.9 }], 30).said).toEqual(['clear', 'clear', '26.9: breach']);
});

test('it is silent once, until it is heard again', () => {
  const { said } = saying(anything, [{ at: 0 }, { at: 40 }], 100);
  expect(said).toEqual(['clear', '11: breach', 'clear', '51: breach']);
});

test('a measure is missed though others come, and from the first reading on though it never came', () => {
  const readings = [
    { at: 0, hr: 72 },
    { at: 6, spo2: 97 },
    { at: 12, spo2: 97 },
  ];
  expect(saying(ofHr, readings, 20).said).toEqual(['clear', 'nothing', '11: breach', 'nothing']);
  expect(
    saying(
      ofHr,
      [
        { at: 0, spo2: 97 },
        { at: 5, spo2: 97 },
      ],
      20,
    ).said,
  ).toEqual(['nothing', 'nothing', '11: breach']);
});

test('any value of the measure counts, a zero and a text, too', () => {
  expect(
    saying(
      ofHr,
      [
        { at: 0, hr: 0 },
        { at: 5, hr: 'off' },
      ],
      15,
    ).said,
  ).toEqual(['clear', 'clear']);
});

test('nothing is due before the first reading', () => {
  const { condition } = saying(anything, []);
  expect([condition.dueAt(undefined), condition.pass(undefined, 99)]).toEqual([undefined, { memory: undefined }]);
});

test('an alert is about the measure where one is named', () => {
  expect([saying(ofHr, []).condition.measure, 'measure' in saying(anything, []).condition]).toEqual(['hr', false]);
  expect(saying(anything, []).condition.knowsWhatItSaw).toBe(false);
});

test('a measure by a name that every object inherits is heard only where it was sent', () => {
  expect(saying({ silence: { measure: 'constructor', after: 10 } }, [{ at: 5, hr: 1 }], 30).said).toEqual([
    'nothing',
    '16: breach',
  ]);
});
