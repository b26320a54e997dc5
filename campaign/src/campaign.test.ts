import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callSitesInCode } from './call-sites-in-code.ts';
import { knownBad } from './known-bad/known-bad.ts';
import { type CampaignResult, runCampaign } from './run-campaign.ts';

/** Kept by `npm run campaign` when it finds one. */
const failedSeeds: number[] = JSON.parse(readFileSync(join(import.meta.dirname, 'failed-seeds.json'), 'utf8'));

const size = 1000;
const threads = 2;

/** How many worlds are tried. A thousand take some minutes. */
const seedCount = Number(process.env.CAMPAIGN_SEEDS ?? 60);
const seedsTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('whatever fails around the functions', () => {
  let result: CampaignResult;
  beforeAll(async () => {
    const seeds = [...new Set([...failedSeeds, ...seedsTo(seedCount)])];
    result = await runCampaign({ seeds, size, threads });
  }, 3_600_000);

  test('each reading is stored once or set aside, each device keeps its order, and every alert is told of, once', () => {
    expect(result.failed.map(({ seed, violations }) => ({ seed, violations: violations.slice(0, 5) }))).toEqual([]);
  });

  test('every seed has its thousand readings and over a hundred faults, of more than 25 kinds', () => {
    expect(result.seeds).toBeGreaterThanOrEqual(seedCount);
    expect(result.readings).toBeGreaterThanOrEqual(result.seeds * size);
    const total = Object.values(result.faults).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(result.seeds * 100);
    expect(Object.keys(result.faults).length).toBeGreaterThan(25);
  });

  test('every seed has dozens of alerts that were raised and cleared', () => {
    expect(result.alerts.raised).toBeGreaterThan(result.seeds * 50);
    expect(result.alerts.cleared).toBeGreaterThan(result.seeds * 30);
    expect(result.alerts.repeats).toBeGreaterThan(0);
  });

  test.each([
    ['-receive', 'services/ingest/src/receive/receive.ts'],
    ['-accept', 'services/ingest/src/accept/accept.ts'],
    ['-archive', 'services/etl/src/archive/archive.ts'],
    ['-enrich', 'services/enrich/src/enrich/enrich.ts'],
    ['-evaluate', 'services/alerts/src/evaluate/evaluate.ts'],
    ['-wake', 'services/alerts/src/wake/wake.ts'],
  ])('environments of %s died before and after every AWS call that its code makes', (functionName, wiringFile) => {
    const inCode = callSitesInCode(wiringFile);
    const met = [...result.met].map((name) => name.split(' ')).filter(([name]) => name?.endsWith(functionName));
    const operationsMet = Map.groupBy(met, ([, operation = '']) => operation);
    expect([...operationsMet.keys()].sort()).toEqual([...new Set(inCode.map(({ operation }) => operation))].sort());
    for (const [operation, files] of Map.groupBy(inCode, (site) => site.operation))
      expect(operationsMet.get(operation)?.length).toBeGreaterThanOrEqual(new Set(files.map(({ file }) => file)).size);
    for (const site of met.map((parts) => parts.join(' '))) {
      expect(result.crashed).toContain(`${site} before`);
      expect(result.crashed).toContain(`${site} after`);
    }
  });
});

test('a seed is the same run each time', async () => {
  const run = () => runCampaign({ seeds: [3], size: 300, threads: 1 });
  const [first, second] = [await run(), await run()];
  expect(first.faults).toEqual(second.faults);
}, 60_000);

test.each(knownBad.map(({ mistake, guiltyOf, seeds }) => [mistake, guiltyOf, seeds ?? seedsTo(20)] as const))(
  'a pipeline that %s is found out',
  async (mistake, guiltyOf, seeds) => {
    const found = new Set<string>();
    await runCampaign({
      seeds: [...seeds],
      size,
      mistake,
      threads,
      onResult({ violations }) {
        for (const { kind } of violations) found.add(kind);
        return !guiltyOf.some((kind) => found.has(kind));
      },
    });
    expect(guiltyOf.filter((kind) => found.has(kind))).not.toEqual([]);
  },
  600_000,
);
