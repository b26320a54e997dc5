import fc from 'fast-check';
import { readResults } from './read-results.ts';

const ok = (recordId: string, text = recordId) => ({
  recordId,
  result: 'Ok',
  data: Buffer.from(text).toString('base64'),
});
const codes = (ids: string[], payload: string) =>
  readResults(ids, payload).map((outcome) => ('failed' in outcome ? outcome.failed.code : Object.keys(outcome)[0]));

/** A set of ids, and an answer that treats each of them in one of the ways a transform can get it right or wrong. */
const answered = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 20 }).chain((ids) =>
  fc.record({
    ids: fc.constant(ids),
    ways: fc.array(fc.constantFrom('ok', 'dropped', 'failed', 'missing', 'doubled'), {
      minLength: ids.length,
      maxLength: ids.length,
    }),
    strangers: fc.array(fc.string({ minLength: 7, maxLength: 9 })),
    seed: fc.infiniteStream(fc.nat()),
  }),
);

test('each record that went in comes out exactly once, whatever ids come back and in whatever order', () => {
  fc.assert(
    fc.property(answered, ({ ids, ways, strangers, seed }) => {
      const records = ids.flatMap((recordId, index) => {
        const way = ways[index];
        if (way === 'missing') return [];
        if (way === 'doubled') return [ok(recordId), ok(recordId)];
        if (way === 'ok') return [ok(recordId)];
        return [{ recordId, result: way === 'dropped' ? 'Dropped' : 'ProcessingFailed' }];
      });
      const shuffled = [...records, ...strangers.map((id) => ok(id))]
        .map((record) => ({ record, at: seed.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ record }) => record);
      const expected = ways.map(
        (way) =>
          ({
            ok: 'ok',
            dropped: 'dropped',
            failed: 'Lambda.ProcessingFailedStatus',
            missing: 'Lambda.MissingRecordId',
            doubled: 'Lambda.DuplicatedRecordId',
          })[way],
      );
      expect(codes(ids, JSON.stringify({ records: shuffled }))).toEqual(expected);
    }),
  );
});

test('data that is Ok is what the transform returned', () => {
  expect(readResults(['1'], JSON.stringify({ records: [ok('1', 'new')] }))).toEqual([{ ok: Buffer.from('new') }]);
});

test.each([
  ['null', 'null'],
  ['no JSON', '<html>'],
  ['an array', '[]'],
  ['records that are no array', '{"records":{}}'],
  ['a record that is null', '{"records":[null]}'],
])('an answer of %s leaves every record missing', (_what, payload) => {
  expect(codes(['1', '2'], payload)).toEqual(['Lambda.MissingRecordId', 'Lambda.MissingRecordId']);
});

test.each([
  ['an unknown result', { result: 'OK', data: '' }],
  ['no result', { data: '' }],
  ['Ok without data', { result: 'Ok' }],
  ['Ok with data that is not base64', { result: 'Ok', data: 'a b' }],
])('%s fails the record', (_what, answer) => {
  expect(codes(['1'], JSON.stringify({ records: [{ recordId: '1', ...answer }] }))).toEqual([
    'Lambda.InvalidReturnFormat',
  ]);
});
