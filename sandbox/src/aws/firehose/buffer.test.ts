import { virtualClock } from '../../clock.ts';
import { createBuffer } from './buffer.ts';

const aBuffer = (hints: { bytes: number; interval: number }) => {
  const clock = virtualClock();
  const handedOn: string[] = [];
  const buffer = createBuffer<string>(clock, hints, (items) => handedOn.push(items.join('')));
  return { clock, handedOn, add: (item: string) => buffer.add(item, item.length), flush: buffer.flush };
};

test('items are handed on when they reach the size, and not one byte before', () => {
  const { add, handedOn } = aBuffer({ bytes: 4, interval: 1000 });
  add('ab');
  add('c');
  expect(handedOn).toEqual([]);
  add('d');
  expect(handedOn).toEqual(['abcd']);
});

test('items are handed on when the first has waited the interval', async () => {
  const { add, clock, handedOn } = aBuffer({ bytes: 100, interval: 1000 });
  add('a');
  await clock.advance(600);
  add('b');
  await clock.advance(399);
  expect(handedOn).toEqual([]);
  await clock.advance(1);
  expect(handedOn).toEqual(['ab']);
});

test('the interval starts again after the size was reached', async () => {
  const { add, clock, handedOn } = aBuffer({ bytes: 2, interval: 1000 });
  add('ab');
  await clock.advance(900);
  add('c');
  await clock.advance(999);
  expect(handedOn).toEqual(['ab']);
  await clock.advance(1);
  expect(handedOn).toEqual(['ab', 'c']);
});

test('flushing an empty buffer hands nothing on', () => {
  const { flush, handedOn } = aBuffer({ bytes: 2, interval: 1000 });
  flush();
  expect(handedOn).toEqual([]);
});
