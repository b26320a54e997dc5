import fc from 'fast-check';
import {
  downToTwoBytes,
  fromThreeBytes,
  fromTwoBytes,
  roundToTwoBytes,
  toFloat,
  toThreeBytes,
  toTwoBytes,
  upToTwoBytes,
} from './float-bits.ts';

const anyFinite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer().map(Math.fround));

test('three bytes keep a number to a 65,000th of itself, two to a 256th', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), fc.boolean(), (size, negative) => {
      const value = negative ? -size : size;
      expect(Math.abs(fromThreeBytes(toThreeBytes(value)) - value)).toBeLessThanOrEqual(size / 65_000);
      expect(Math.abs(roundToTwoBytes(value) - value)).toBeLessThanOrEqual(size / 256);
    }),
  );
});

test('what was rounded once is not rounded again', () => {
  fc.assert(
    fc.property(anyFinite, (value) => {
      const [three, two] = [toThreeBytes(value), toTwoBytes(value)];
      expect(toThreeBytes(fromThreeBytes(three))).toBe(three);
      for (const code of [two, upToTwoBytes(value), downToTwoBytes(value)])
        for (const again of [toTwoBytes, upToTwoBytes, downToTwoBytes]) expect(again(fromTwoBytes(code))).toBe(code);
    }),
  );
});

test('what is rounded up is never below the number, what is rounded down never above', () => {
  fc.assert(
    fc.property(anyFinite, (value) => {
      expect(fromTwoBytes(upToTwoBytes(value))).toBeGreaterThanOrEqual(toFloat(value));
      expect(fromTwoBytes(downToTwoBytes(value))).toBeLessThanOrEqual(toFloat(value));
    }),
  );
});

test.each([Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, -0])(
  '%p stays finite',
  (value) => {
    for (const number of [toFloat(value), fromThreeBytes(toThreeBytes(value)), fromTwoBytes(upToTwoBytes(value))])
      expect(Number.isFinite(number)).toBe(true);
  },
);

test.each([-0, -7.1e-46, -(2 ** -127)])('%p is all zero bytes, whatever its sign', (value) => {
  const bytes = [toThreeBytes(value), toTwoBytes(value), upToTwoBytes(value), downToTwoBytes(value)];
  expect(bytes).toEqual([0, 0, 0, 0]);
});
