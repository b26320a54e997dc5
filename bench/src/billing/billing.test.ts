import { credentials } from '../deployed-functions.ts';
import { type Bill, bills } from './bills.ts';
import { dollars, kinds, modes } from './units.ts';

let results: Bill[] = [];

beforeAll(async () => {
  Object.assign(process.env, credentials);
  results = await bills();
}, 120_000);

/** How many times as much they cost one by one, at least. */
const cases = [
  ['300 B, 7 measures', 300, { provisioned: 8, 'on demand': 8 }],
  // Timestream is most of the bill. A row of 20 measures fills a quarter of the unit that a request by itself pays for.
  ['1 KB, 20 measures', 1024, { provisioned: 6.5, 'on demand': 8 }],
] as const;

describe.each(cases)('readings of %s', (name, bytes, timesNaive) => {
  const billOf = () => {
    const bill = results.find((each) => each.name === name);
    if (!bill) throw new Error(`There is no bill for ${name}`);
    return bill;
  };

  test('have the size that they are named after', () => {
    expect(Math.abs(billOf().readingBytes / bytes - 1)).toBeLessThan(0.02);
  });

  test.each(modes)('cost no more than 1.15 of what their bytes cost at least, with streams %s', (mode) => {
    const { platform, minimum } = billOf();
    expect(dollars(platform, mode) / dollars(minimum, mode)).toBeLessThanOrEqual(1.15);
  });

  test.each(modes)('cost a fraction of what they cost one by one, with streams %s', (mode) => {
    const { platform, naive } = billOf();
    expect(dollars(naive, mode) / dollars(platform, mode)).toBeGreaterThanOrEqual(timesNaive[mode]);
  });

  test('are billed in no kind of unit more than one by one, but for the objects that archive and landing fill', () => {
    const { platform, naive } = billOf();
    const more = kinds.filter((kind) => kind !== 'S3 PUTs' && platform[kind] > naive[kind]);
    expect(more).toEqual([]);
  });

  test('are no telemetry on the bus', () => {
    expect(billOf().platform['EventBridge events']).toBe(0);
  });
});
