import { virtualClock } from '../../clock.ts';
import { createWaits } from './waits.ts';

const start = () => {
  const clock = virtualClock();
  const waits = createWaits(clock);
  const ended: string[] = [];
  const change = (name: string, until = Number.POSITIVE_INFINITY) => waits.change(until).then(() => ended.push(name));
  return { clock, waits, ended, change, in: (delay: number) => clock.now() + delay };
};

test('a burst of wakes ends one wait', async () => {
  const { clock, waits, ended, change } = start();
  void change('first').then(() => change('second'));
  waits.wake();
  waits.wake();
  await clock.advance(10);
  expect(ended).toEqual(['first']);
});

test('a wake and a time that fall due together end one wait, and the next one can be woken', async () => {
  const { clock, waits, ended, change, in: later } = start();
  clock.after(10, waits.wake);
  void change('first', later(10)).then(() => change('second'));
  await clock.advance(20);
  expect(ended).toEqual(['first']);
  waits.wake();
  await clock.advance(0);
  expect(ended).toEqual(['first', 'second']);
});

test('it is quiet that waits for a wake alone, until the wake', async () => {
  const { clock, waits, change, in: later } = start();
  expect(waits.quiet()).toBe(false);
  void change('timed', later(10));
  expect(waits.quiet()).toBe(false);
  await clock.advance(10);
  void change('open');
  expect(waits.quiet()).toBe(true);
  waits.wake();
  expect(waits.quiet()).toBe(false);
});

test('after a stop nothing comes any more', async () => {
  const { clock, waits, ended, change, in: later } = start();
  void change('timed', later(10));
  void waits.sleep(10).then(() => ended.push('slept'));
  void waits.result(Promise.resolve()).then(() => ended.push('worked'));
  void waits.result(Promise.reject(new Error('no'))).catch(() => ended.push('failed'));
  waits.stop();
  waits.wake();
  await clock.advance(100);
  expect(ended).toEqual([]);
});
