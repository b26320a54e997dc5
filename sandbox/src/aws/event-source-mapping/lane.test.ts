import fc from 'fast-check';
import { aMapping, textOf } from './testing/a-mapping.ts';
import { diesOf, hour, reportFailed, reports } from './testing/functions.ts';

describe('parallelisation, documented by AWS, not recorded', () => {
  test('a blocked key holds back its lane only', async () => {
    const { clock, mapping, put, batches } = aMapping({
      parallelizationFactor: 10,
      handler: diesOf('poison'),
    });
    put('poison', 'device-0');
    for (let index = 1; index < 50; index++) put(`${index}`, `device-${index}`);
    mapping.start();
    await clock.advance(hour);
    const delivered = new Set(batches().flatMap((texts) => (texts.includes('poison') ? [] : texts)));
    expect(delivered.size).toBeGreaterThan(35);
    expect(delivered.size).toBeLessThan(49);
  });

  test('as many batches of a shard are under way as the factor says, and no more', async () => {
    let working = 0;
    const { clock, mapping, put } = aMapping({
      parallelizationFactor: 4,
      batchSize: 1,
      handler: () => {
        working++;
        return new Promise(() => {});
      },
    });
    for (let index = 0; index < 100; index++) put('x', `device-${index}`);
    mapping.start();
    await clock.advance(hour);
    expect(working).toBe(4);
  });

  test('per key, effects are in the order of the input, each once, whatever fails in whichever lane', async () => {
    const readings = fc.array(
      fc.record({ key: fc.constantFrom(...'abcdefgh'), failures: fc.integer({ min: 0, max: 2 }) }),
      { minLength: 1, maxLength: 40 },
    );
    const work = fc.record({
      factor: fc.integer({ min: 1, max: 10 }),
      batchSize: fc.integer({ min: 1, max: 10 }),
      bisects: fc.boolean(),
      workTimes: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(readings, work, async (input, { factor, batchSize, bisects, workTimes }) => {
        const effects: { key: string; index: number }[] = [];
        const failuresLeft = input.map(({ failures }) => failures);
        let calls = 0;
        const { clock, mapping, put } = aMapping({
          ...reports,
          parallelizationFactor: factor,
          batchSize,
          bisectBatchOnFunctionError: bisects,
          handler: async (event) => {
            const workTime = workTimes[calls++ % workTimes.length] ?? 0;
            await new Promise<void>((resolve) => clock.after(workTime, resolve));
            for (const record of event.Records) {
              const index = Number(textOf(record));
              if ((failuresLeft[index] ?? 0) > 0) {
                failuresLeft[index] = (failuresLeft[index] ?? 0) - 1;
                return reportFailed(event, String(index));
              }
              effects.push({ key: record.kinesis.partitionKey, index });
            }
          },
        });
        mapping.start();
        for (const [index, { key }] of input.entries()) put(String(index), key);
        await clock.advance(hour);
        const byKey = (each: { key: string; index: number }[]) => Map.groupBy(each, ({ key }) => key);
        expect(byKey(effects)).toEqual(byKey(input.map(({ key }, index) => ({ key, index }))));
        expect(mapping.idle()).toBe(true);
      }),
    );
  });
});
