import { precisionOf } from './precision.ts';
import { timeOf } from './time-of.ts';

const of = (timestamp: string, precision?: string) =>
  timeOf(timestamp, precisionOf(precision === undefined ? {} : { precision }));

test.each([
  ['1764000000123456789', undefined, '2025-11-24T16:00:00.123456789Z'],
  ['1764000000123456789', 'n', '2025-11-24T16:00:00.123456789Z'],
  ['1764000000000000001', 'ns', '2025-11-24T16:00:00.000000001Z'],
  ['1764000000123456', 'us', '2025-11-24T16:00:00.123456000Z'],
  ['1764000000123456', 'u', '2025-11-24T16:00:00.123456000Z'],
  ['1764000000123456', 'µ', '2025-11-24T16:00:00.123456000Z'],
  ['1764000000123', 'ms', '2025-11-24T16:00:00.123Z'],
  ['1764000000', 's', '2025-11-24T16:00:00.000Z'],
  ['29400000', 'm', '2025-11-24T16:00:00.000Z'],
  ['490000', 'h', '2025-11-24T16:00:00.000Z'],
  ['0', 's', '1970-01-01T00:00:00.000Z'],
  ['253402300799', 's', '9999-12-31T23:59:59.000Z'],
])('%s in %s is %s', (timestamp, precision, time) => {
  expect(of(timestamp, precision)).toEqual({ ok: time });
});

test.each([
  ['-1', 'ns'],
  ['253402300800', 's'],
  ['9999999999999999999', 'h'],
])('%s in %s is no time of a reading', (timestamp, precision) => {
  expect(of(timestamp, precision)).toMatchObject({ setAside: { code: 'schema-violation' } });
});

test.each(['', 'NS', 'min', 'ns,ms', 'constructor'])('there is no precision %j', (precision) => {
  expect(() => precisionOf({ precision })).toThrow(expect.objectContaining({ status: 400 }));
});
