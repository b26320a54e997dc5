import { certain } from './excess-tail.ts';
import { barOf, goOn, noRest, type Rest, restAfter } from './rest.ts';

const later = (rest: Rest, readings: number): Rest => {
  let now = rest;
  for (let reading = 0; reading < readings; reading++) now = goOn(now);
  return now;
};

test('there is no bar before the first surprise', () => {
  for (const readings of [0, 1, 5000]) expect(barOf(later(noRest, readings), 1000)).toBe(0);
});

test('the bar starts at four times the surprise, rounded up by half at most', () => {
  for (const surprise of [0.13, 0.5, 1, 3, 20, certain]) {
    const bar = barOf(restAfter(surprise), 1000) / 4;
    expect(bar).toBeGreaterThanOrEqual(surprise);
    expect(bar).toBeLessThan(surprise * 1.52);
  }
});

test('it comes down evenly over six hundredths of the readings so far', () => {
  const rest = restAfter(3);
  expect(barOf(later(rest, 30), 1000)).toBeCloseTo(barOf(rest, 1000) / 2, 10);
  expect(barOf(later(rest, 59), 1000)).toBeGreaterThan(0);
  expect(barOf(later(rest, 60), 1000)).toBe(0);
  expect(barOf(later(rest, 60), 2000)).toBeCloseTo(barOf(rest, 2000) / 2, 10);
});

test('it stays within 16 bits and never comes up again by itself', () => {
  const end = later(restAfter(certain), 5000);
  expect(end).toBeLessThan(65_536);
  expect(barOf(end, 65_535)).toBe(0);
});
