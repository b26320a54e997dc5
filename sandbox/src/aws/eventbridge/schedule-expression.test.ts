import { parseScheduleExpression } from './schedule-expression.ts';

const firstTwo = (expression: string, after: string, timezone?: string): (string | undefined)[] => {
  const next = parseScheduleExpression(expression, timezone);
  const first = next(Date.parse(after));
  const second = first === undefined ? undefined : next(first);
  return [first, second].map((time) => (time === undefined ? undefined : new Date(time).toISOString().slice(0, 16)));
};

// 2026-01-01 is a Thursday.
test.each<[string, string, string, string | undefined]>([
  ['every quarter of an hour', 'cron(0/15 * * * ? *)', '2026-01-01T00:15', '2026-01-01T00:30'],
  ['on working days by name', 'cron(0 18 ? * MON-FRI *)', '2026-01-01T18:00', '2026-01-02T18:00'],
  ['on working days by number, Sunday being 1', 'cron(0 18 ? * 2-6 *)', '2026-01-01T18:00', '2026-01-02T18:00'],
  ['on Sundays', 'cron(0 8 ? * 1 *)', '2026-01-04T08:00', '2026-01-11T08:00'],
  ['on Saturdays, the last day of the week', 'cron(0 8 ? * L *)', '2026-01-03T08:00', '2026-01-10T08:00'],
  ['on the first of a month', 'cron(0 8 1 * ? *)', '2026-01-01T08:00', '2026-02-01T08:00'],
  ['on the last day of a month', 'cron(0 8 L * ? *)', '2026-01-31T08:00', '2026-02-28T08:00'],
  ['on the weekday nearest to the 15th', 'cron(0 8 15W * ? *)', '2026-01-15T08:00', '2026-02-16T08:00'],
  ['on the last Friday of a month', 'cron(15 10 ? * 6L 2022-2026)', '2026-01-30T10:15', '2026-02-27T10:15'],
  ['on the third Saturday of a month', 'cron(0 2 ? * SAT#3 *)', '2026-01-17T02:00', '2026-02-21T02:00'],
  ['in listed minutes', 'cron(5,35 14 * * ? *)', '2026-01-01T14:05', '2026-01-01T14:35'],
  ['at a rate', 'rate(5 minutes)', '2026-01-01T00:05', '2026-01-01T00:10'],
  ['hourly', 'rate(1 hour)', '2026-01-01T01:00', '2026-01-01T02:00'],
  ['daily', 'rate(1 day)', '2026-01-02T00:00', '2026-01-03T00:00'],
  ['once', 'at(2026-03-01T12:00:00)', '2026-03-01T12:00', undefined],
])('fires %s', (_, expression, first, second) => {
  expect(firstTwo(expression, '2026-01-01T00:00:00Z')).toEqual([first, second]);
});

test('a calendar never fires again after its last year', () => {
  expect(firstTwo('cron(0 8 1 * ? 2020-2025)', '2026-01-01T00:00:00Z')).toEqual([undefined, undefined]);
});

test('a calendar follows its time zone through the change of the clocks', () => {
  expect(firstTwo('cron(0 8 * * ? *)', '2026-03-28T00:00:00Z', 'Europe/Berlin')).toEqual([
    '2026-03-28T07:00',
    '2026-03-29T06:00',
  ]);
});

test.each([
  'rate(1 minutes)',
  'rate(10 minute)',
  'rate(0 minutes)',
  'rate(10 seconds)',
  'rate( 10 minutes )',
  ' rate(10 minutes)',
  'cron(0 1 * * * *)',
  'cron(0 1 ? * ? *)',
  'cron(0 8 * * ?)',
  'cron(71 8 1 * ? *)',
  'cron(0 8 ? * 0 *)',
  'cron(0 dummy ? * MON-FRI *)',
  'cron(0 8 L-3 * ? *)',
  'cron(0 8 ? * FRI-TUE *)',
  'at(2026-13-01T00:00:00)',
  'at(tomorrow)',
  'every day',
])('refuses %s', (expression) => {
  expect(() => parseScheduleExpression(expression)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
});
