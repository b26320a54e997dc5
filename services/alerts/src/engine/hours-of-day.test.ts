import type { Hours } from '@millrace/shared/contracts/alert-condition';
import fc from 'fast-check';
import { endOf, isWithin } from './hours-of-day.ts';

const night: Hours = { zone: 'Europe/Berlin', from: '22:00', to: '06:00' };
const at = (iso: string): number => Date.parse(iso);
const endAt = (hours: Hours, iso: string): string | undefined => {
  const end = endOf(hours)(at(iso));
  return end === undefined ? undefined : new Date(end).toISOString().replace('.000Z', 'Z');
};

test('hours run from their beginning until before their end by the clock of the place', () => {
  const inIt = isWithin({ zone: 'Asia/Kathmandu', from: '09:00', to: '17:30' });
  // Kathmandu is 5:45 ahead of UTC.
  expect(inIt(at('2025-06-02T03:14:59.999Z'))).toBe(false);
  expect(inIt(at('2025-06-02T03:15:00Z'))).toBe(true);
  expect(inIt(at('2025-06-02T11:44:59.999Z'))).toBe(true);
  expect(inIt(at('2025-06-02T11:45:00Z'))).toBe(false);
});

test('hours that end no later than they begin run on into the next day', () => {
  expect(endAt(night, '2025-06-01T19:59:59.999Z')).toBeUndefined();
  expect(endAt(night, '2025-06-01T20:00:00Z')).toBe('2025-06-02T04:00:00Z');
  expect(endAt(night, '2025-06-02T03:59:59.999Z')).toBe('2025-06-02T04:00:00Z');
  expect(endAt(night, '2025-06-02T04:00:00Z')).toBeUndefined();
  const round: Hours = { zone: 'UTC', from: '06:00', to: '06:00' };
  expect(endAt(round, '2025-06-02T06:00:00Z')).toBe('2025-06-03T06:00:00Z');
  expect(endAt(round, '2025-06-02T05:59:00Z')).toBe('2025-06-02T06:00:00Z');
});

test('days are those on which the hours begin', () => {
  // 2025-06-01 is a Sunday.
  const weekend: Hours = { ...night, days: ['fri', 'sun'] };
  expect(endAt(weekend, '2025-06-01T22:30:00Z')).toBe('2025-06-02T04:00:00Z');
  expect(endAt(weekend, '2025-06-02T22:30:00Z')).toBeUndefined();
  expect(endAt(weekend, '2025-06-01T02:00:00Z')).toBeUndefined();
  expect(endAt({ ...night, days: ['mon'] }, '2025-06-02T20:00:00Z')).toBe('2025-06-03T04:00:00Z');
  // Before the epoch's first Monday, too.
  expect(endAt({ zone: 'UTC', from: '00:00', to: '12:00', days: ['thu'] }, '1970-01-01T00:00:00Z')).toBe(
    '1970-01-01T12:00:00Z',
  );
  expect(endAt({ zone: 'America/New_York', from: '00:00', to: '23:59', days: ['wed'] }, '1970-01-01T00:00:00Z')).toBe(
    '1970-01-01T04:59:00Z',
  );
});

test('where the clock is put forward or back in them, hours are shorter or longer', () => {
  expect(endAt(night, '2025-03-29T22:00:00Z')).toBe('2025-03-30T04:00:00Z');
  expect(endAt(night, '2025-10-25T21:00:00Z')).toBe('2025-10-26T05:00:00Z');
});

test('hours whose end the clock skips end when it is put forward', () => {
  const short: Hours = { ...night, to: '02:30' };
  expect(endAt(short, '2025-03-29T22:00:00Z')).toBe('2025-03-30T01:00:00Z');
  expect(endAt(short, '2025-03-30T00:59:59.999Z')).toBe('2025-03-30T01:00:00Z');
  expect(endAt(short, '2025-03-30T01:00:00Z')).toBeUndefined();
  expect(endAt({ ...night, to: '02:00' }, '2025-03-29T22:00:00Z')).toBe('2025-03-30T01:00:00Z');
  expect(endAt({ ...night, to: '03:00' }, '2025-03-29T22:00:00Z')).toBe('2025-03-30T01:00:00Z');
  // Lord Howe puts its clock forward by half an hour.
  const howe: Hours = { zone: 'Australia/Lord_Howe', from: '01:00', to: '02:15' };
  expect(endAt(howe, '2025-10-04T15:00:00Z')).toBe('2025-10-04T15:30:00Z');
});

test('hours that the clock shows twice are gone through twice', () => {
  const short: Hours = { ...night, to: '02:30' };
  expect(endAt(short, '2025-10-25T22:00:00Z')).toBe('2025-10-26T00:30:00Z');
  expect(endAt(short, '2025-10-26T00:30:00Z')).toBeUndefined();
  expect(endAt(short, '2025-10-26T01:00:00Z')).toBe('2025-10-26T01:30:00Z');
  expect(endAt({ ...night, to: '03:00' }, '2025-10-25T22:00:00Z')).toBe('2025-10-26T02:00:00Z');
});

test('hours last until the first instant that does not lie in them', () => {
  const timeOfDay = fc
    .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 1, 15, 30, 59) })
    .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const drawn = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
    from: timeOfDay,
    to: timeOfDay,
  });
  // Nights around the changes of clocks in 2025, and any others.
  const time = fc
    .record({
      near: fc.constantFrom(
        '2025-03-09',
        '2025-03-30',
        '2025-04-06',
        '2025-10-05',
        '2025-10-26',
        '2025-11-02',
        '2025-07-01',
      ),
      minutes: fc.integer({ min: -1500, max: 1500 }),
    })
    .map(({ near, minutes }) => at(near) + minutes * 60_000);
  fc.assert(
    fc.property(drawn, time, (hours, time) => {
      // Hours that begin within an hour that the clock shows twice are not left again when it is put back.
      fc.pre(hours.from !== hours.to && !/^0[12]/.test(hours.from));
      const inIt = isWithin(hours);
      const end = endOf(hours)(time);
      expect(end !== undefined).toBe(inIt(time));
      if (end === undefined) return;
      let first = time;
      while (inIt(first)) first += 60_000;
      expect(new Date(end).toISOString()).toBe(new Date(first).toISOString());
    }),
    { numRuns: Number(process.env.RUNS ?? 500) },
  );
});
