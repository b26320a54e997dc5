import { daysOf, readingsQuery } from './readings-query.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;

test('a query asks for a range of arrival, and looks where that may have landed', () => {
  expect(readingsQuery(noon, noon + 60_000).literals).toEqual([
    "'2026-11-23-11'",
    "'2026-11-25-12'",
    String(noon),
    String(noon + 60_000),
  ]);
});

test('a range falls into its days, with nothing left out and nothing twice', () => {
  const midnight = noon + day / 2;
  expect(daysOf(noon, noon + 2 * day)).toEqual([
    { from: noon, to: midnight },
    { from: midnight, to: midnight + day },
    { from: midnight + day, to: noon + 2 * day },
  ]);
  expect(daysOf(midnight, midnight + day)).toEqual([{ from: midnight, to: midnight + day }]);
  expect(daysOf(noon, noon + 1)).toEqual([{ from: noon, to: noon + 1 }]);
});
