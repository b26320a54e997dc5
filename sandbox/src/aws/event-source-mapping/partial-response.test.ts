import fc from 'fast-check';
import { aMapping } from './testing/a-mapping.ts';
import { hour, reportFailed, reports } from './testing/functions.ts';

type Script = { count: number; batchSize: number; maximumRetryAttempts: number; failing: number[][] };

/**
 * What should happen, told by positions: records `from` to `to` are delivered, the lowest one reported is the next
 * `from`, and when it does not move for longer than the retries allow, what is left of the batch is given up.
 */
const expected = ({ count, batchSize, maximumRetryAttempts, failing }: Script) => {
  const delivered: number[][] = [];
  const givenUp: number[][] = [];
  let [from, to, tries] = [0, Math.min(batchSize, count), 0];
  while (from < to) {
    const batch = Array.from({ length: to - from }, (_, index) => from + index);
    const reported = (failing[delivered.length] ?? []).filter((position) => batch.includes(position));
    delivered.push(batch);
    const checkpoint = Math.min(to, ...reported);
    tries = checkpoint > from ? 0 : tries + 1;
    if (tries > maximumRetryAttempts) givenUp.push(batch);
    from = tries > maximumRetryAttempts ? to : checkpoint;
    if (from < to) continue;
    [to, tries] = [Math.min(from + batchSize, count), 0];
  }
  return { delivered, givenUp };
};

const scripts: fc.Arbitrary<Script> = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    batchSize: fc.integer({ min: 1, max: 12 }),
    maximumRetryAttempts: fc.integer({ min: 0, max: 3 }),
    failing: fc.array(fc.shuffledSubarray(Array.from({ length: count }, (_, position) => position)), { maxLength: 25 }),
  }),
);

test('whatever a function reports, everything from the lowest record on comes again, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const { count, batchSize, maximumRetryAttempts, failing } = script;
      let call = 0;
      const { clock, mapping, put, batches, failures } = aMapping({
        ...reports,
        batchSize,
        maximumRetryAttempts,
        handler: (event) => reportFailed(event, ...(failing[call++] ?? []).map(String)),
      });
      const numbers = Array.from({ length: count }, (_, position) => put(String(position)));
      mapping.start();
      await clock.advance(hour);
      const { delivered, givenUp } = expected(script);
      expect(batches()).toEqual(delivered.map((batch) => batch.map(String)));
      expect(
        failures.map(({ document }) => [
          document.KinesisBatchInfo.startSequenceNumber,
          document.KinesisBatchInfo.endSequenceNumber,
        ]),
      ).toEqual(givenUp.map((batch) => [numbers[batch[0] ?? -1], numbers[batch.at(-1) ?? -1]]));
    }),
  );
});
