import { clockFault } from './clock-fault.ts';
import { limits } from './testing/limits.ts';

const arrivedAt = Date.UTC(2026, 10, 23);
const fault = (time: number) => clockFault(limits, time, arrivedAt)?.setAside.code;

test('a device may be as far ahead as the limit says, and no millisecond more', () => {
  expect(fault(arrivedAt + 900_000)).toBeUndefined();
  expect(fault(arrivedAt + 900_001)).toBe('time-in-future');
});

test('a reading may be as late as the limit says, and no millisecond more', () => {
  expect(fault(arrivedAt - 730 * 86_400_000)).toBeUndefined();
  expect(fault(arrivedAt - 730 * 86_400_000 - 1)).toBe('time-in-past');
});

test.each([0, Date.UTC(1980, 0, 6), Date.UTC(2000, 0, 1)])('a clock that starts anew at %d is caught', (time) => {
  expect(fault(time)).toBe('time-in-past');
});
