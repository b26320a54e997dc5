import { aReading } from '../testing/a-reading.ts';
import { readingId } from './reading-id.ts';

test("the device's own id is the reading's, within its device", () => {
  const of = (deviceId: string) => readingId(aReading({ deviceId, id: '7' }), 'any text');
  expect(of('monitor-01')).toBe('monitor-01:7');
  expect(of('monitor-02')).toBe('monitor-02:7');
});

test('without one it follows from the text alone', () => {
  const of = (text: string) => readingId(aReading(), text);
  expect(of('{"a":1}')).toBe(of('{"a":1}'));
  expect(of('{"a":1.0}')).not.toBe(of('{"a":1}'));
});
