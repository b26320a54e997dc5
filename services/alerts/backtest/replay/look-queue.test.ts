import fc from 'fast-check';
import { type Look, lookQueue } from './look-queue.ts';

const look = fc.record({ at: fc.nat(20), deviceId: fc.constantFrom('a', 'b', 'c') });

test('looks come out by time and device, as far as asked for, whatever went in between', () => {
  const steps = fc.array(fc.oneof(look, fc.record({ until: fc.nat(25) })), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (all) => {
      const queue = lookQueue();
      let model: Look[] = [];
      for (const step of all) {
        if ('deviceId' in step) {
          queue.add(step);
          model.push(step);
          continue;
        }
        model = model.sort((a, b) => a.at - b.at || (a.deviceId < b.deviceId ? -1 : 1));
        const first = model[0];
        const expected = first && first.at <= step.until ? model.shift() : undefined;
        expect(queue.take(step.until)).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});
