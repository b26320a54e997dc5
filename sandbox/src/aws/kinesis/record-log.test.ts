import fc from 'fast-check';
import { createRecordLog, type StreamRecord } from './record-log.ts';
import { sequenceNumber } from './sequence-number.ts';

const aRecord = (index: number): StreamRecord => ({
  sequenceNumber: sequenceNumber(index),
  partitionKey: 'device',
  data: Buffer.from([1]),
  arrivedAt: index,
});

test('whatever is appended, expired and read, the log has what a list would have', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 1500 }) }),
      fc.record({ expire: fc.integer({ min: 0, max: 6000 }) }),
      fc.record({ after: fc.integer({ min: 0, max: 6000 }), limit: fc.integer({ min: 1, max: 50 }) }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const log = createRecordLog();
      let [model, count]: [StreamRecord[], number] = [[], 0];
      for (const step of all) {
        if ('append' in step)
          for (let each = 0; each < step.append; each++) {
            log.append(aRecord(++count));
            model.push(aRecord(count));
          }
        else if ('expire' in step) {
          log.expire(step.expire);
          model = model.filter((record) => record.arrivedAt >= step.expire);
        } else {
          const position = sequenceNumber(step.after);
          const following = model.filter((record) => record.sequenceNumber > position).slice(0, step.limit);
          expect(log.after(position, step.limit)).toEqual(following);
        }
      }
      expect(log.all().map((record) => record.arrivedAt)).toEqual(model.map((record) => record.arrivedAt));
    }),
  );
});
