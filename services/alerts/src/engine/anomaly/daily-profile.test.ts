import { type DailyProfile, learnProfile, noProfile, outsideUsual } from './daily-profile.ts';

const hour = 3_600_000;

/** The profile after days of hourly levels. */
const after = (days: number, levelAt: (hourOfDay: number, day: number) => number): DailyProfile => {
  let profile = noProfile;
  for (let index = 1; index <= days * 24; index++)
    profile = learnProfile(profile, (index - 1) * hour, index * hour, levelAt(index % 24, Math.floor(index / 24)));
  return profile;
};

const officeHours = (hourOfDay: number) => (hourOfDay >= 8 && hourOfDay < 18 ? 100 : 20);

test('nothing is usual before a day is over', () => {
  expect(outsideUsual(after(0.9, officeHours), 0.9 * 24 * hour, 20)).toBeUndefined();
  expect(outsideUsual(after(1.2, officeHours), 1.2 * 24 * hour, 20)).toBe(0);
});

test('a level that is usual in the day is not in the night', () => {
  const profile = after(3, officeHours);
  const [noon, night] = [(72 + 12) * hour, (72 + 2) * hour];
  expect(outsideUsual(profile, noon, 100)).toBe(0);
  expect(outsideUsual(profile, night, 20)).toBe(0);
  expect(outsideUsual(profile, night, 100)).toBeCloseTo(80, -0.5);
  expect(outsideUsual(profile, noon, 20)).toBeCloseTo(-80, -0.5);
});

test('what comes a slot early or late is usual', () => {
  expect(outsideUsual(after(3, officeHours), (72 + 7) * hour, 100)).toBe(0);
  expect(outsideUsual(after(3, officeHours), (72 + 19) * hour, 100)).toBe(0);
});

test('what is usual follows the signal, three tenths of the difference a day', () => {
  const profile = after(4, (_, day) => (day < 3 ? 0 : 100));
  expect(outsideUsual(profile, (96 + 12) * hour, 30)).toBeCloseTo(0, -0.3);
  expect(Math.abs(outsideUsual(profile, (96 + 12) * hour, 35) ?? 0)).toBeGreaterThan(3);
  expect(Math.abs(outsideUsual(profile, (96 + 12) * hour, 25) ?? 0)).toBeGreaterThan(3);
});

test.each([1e-30, 1e-3, 1, 1e9, 1e30])('levels of %p are told apart', (scale) => {
  const profile = after(2, (hourOfDay) => officeHours(hourOfDay) * scale);
  expect((outsideUsual(profile, (48 + 2) * hour, 100 * scale) ?? 0) / scale).toBeCloseTo(80, -0.5);
});

test('steps become fine again when a large level has been forgotten', () => {
  const profile = after(60, (hourOfDay, day) => (day === 1 && hourOfDay < 6 ? 1e6 : officeHours(hourOfDay)));
  expect(outsideUsual(profile, (60 * 24 + 2) * hour, 100)).toBeGreaterThan(40);
  expect(Math.max(...Array.from(profile.slots, (each) => Math.abs(each - 128)))).toBeGreaterThan(63);
});

test('readings within a slot count by the time for which they held', () => {
  let profile = learnProfile(noProfile, -hour, 0, 10);
  profile = learnProfile(profile, 0, 0.5 * hour, 10);
  profile = learnProfile(profile, 0.5 * hour, hour, 20);
  expect(profile.running).toBeCloseTo(15, 10);
});

test('times before 1970 have a time of day', () => {
  const profile = after(2, officeHours);
  expect(outsideUsual(profile, -22 * hour, 100)).toBe(outsideUsual(profile, 50 * hour, 100));
});
