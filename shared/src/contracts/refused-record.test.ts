import fc from 'fast-check';
import { reasonCodes } from './parsed.ts';
import { openRefused, refusedRecord } from './refused-record.ts';

test('any text comes back as it was, with its reason and its sender', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...reasonCodes),
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
      fc.constantFrom({ tenant: 'ward-a' }, { tenant: 'ward-a', deviceId: 'monitor-01' }),
      (text, code, detail, pointer, sender) => {
        const reason = { code, detail, ...(pointer === undefined ? {} : { pointer }) };
        const refusal = { reason, sender, text };
        expect(openRefused(refusedRecord(refusal).toString('utf8'))).toEqual(refusal);
      },
    ),
  );
});

test.each([
  ['a reading', '{"deviceId":"a","time":1,"measures":{"a":1}}'],
  ['a header without a line end', '{"refused":{"code":"json-malformed","detail":""}}'],
  ['a header that is cut', '{"refused":{"code":"json-malf\n'],
  ['a reason that nobody knows', '{"refused":{"code":"because","detail":""},"sender":{"tenant":"ward-a"}}\n{}'],
  ['a refusal of nobody', '{"refused":{"code":"json-malformed","detail":""}}\n{}'],
])('%s is no refused record', (_, text) => {
  expect(openRefused(text)).toBeUndefined();
});
