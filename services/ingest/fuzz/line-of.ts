import type { Random } from './random.ts';

const name = (random: Random): string =>
  random
    .list(random.int(1, random.chance(0.02) ? 90 : 4), () =>
      random.pick(['a', 'B', '7', '_', '.', '-', 'ü', '😀', '\\,', '\\ ', '\\=', '\\', '"', '#', '/', '\t']),
    )
    .join('');

const text = (random: Random): string =>
  random
    .list(random.int(0, random.chance(0.02) ? 300 : 6), () =>
      random.pick(['a', ' ', ',', '=', '\\"', '\\\\', '\\n', '\n', 'ü', '😀', '#']),
    )
    .join('');

const value = (random: Random): string =>
  random.pick([
    () => String(random.int(-99, 99)),
    () => `${random.int(-9, 9)}.${random.int(0, 99)}e${random.int(-30, 30)}`,
    () => `${random.int(-99, 99)}${random.pick(['i', 'u'])}`,
    () => random.pick(['t', 'False', '.5', '5.', '+1', '00', '9223372036854775807i', '18446744073709551615u', '1e308']),
    () => `"${text(random)}"`,
    () => random.pick(['', 'NaN', 'inf', '1e309', '9223372036854775808i', '1x', '"', 'tRUE', '1e', '0x1', '--1']),
  ])();

const device = (random: Random): string =>
  random.pick([
    ',device_id=monitor-01',
    ',device_id=pump-7',
    ',host=monitor-01',
    ',device=pump-7',
    ',device_id=-x',
    '',
  ]);

const timestamp = (random: Random, now: number): string =>
  random.pick([
    () => '',
    () => ` ${now}${random.pick(['', '000', '000000', '000001', '999999'])}`,
    () => ` ${Math.floor(now / 1000) - random.int(-1000, 1000)}`,
    () => random.pick([' 0', ' -1', ' 9999999999999999999', ' 99999999999999999999', ' 1.5', ' x', '  ', ' -']),
  ])();

/** A line of line protocol, or nearly one. */
export const lineOf = (random: Random, now: number): string => {
  const pairs = (most: number, make: () => string) =>
    random.list(random.int(0, most), () => `${name(random)}${random.chance(0.98) ? '=' : ''}${make()}`);
  const tags = pairs(random.chance(0.02) ? 40 : 3, () => name(random)).map((pair) => `,${pair}`);
  const fields = [`f=${value(random)}`, ...pairs(random.chance(0.02) ? 140 : 3, () => value(random))];
  const line = `${name(random)}${device(random)}${tags.join('')} ${fields.join()}${timestamp(random, now)}`;
  return random.chance(0.2) ? damaged(line, random) : line;
};

const damaged = (line: string, random: Random): string => {
  const at = random.int(0, line.length);
  return (
    line.slice(0, at) +
    random.pick(['', ',', ' ', '=', '"', '\\', '\n', '\r', '\u0000']) +
    line.slice(at + random.int(0, 2))
  );
};
