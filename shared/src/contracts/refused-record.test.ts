import fc from 'fast-check';
import { reasonCodes } from './parsed.ts';
import { openRefused, refusedRecord } from './refused-record.ts';

test('any text comes back as it was, with its reason', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...reasonCodes),
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
      (text, code, detail, pointer) => {
        const reason = { code, detail, ...(pointer === undefined ? {} : { pointer }) };
        expect(openRefused(refusedRecord(reason, text).toString('utf8'))).toEqual({ reason, text });
      },
    ),
  );
});

test.each([
  ['a reading', '{"deviceId":"a","time":1,"measures":{"a":1}}'],
  ['a header without a line end', '{"refused":{"code":"json-malformed","detail":""}}'],
  ['a header that is cut', '{"refused":{"code":"json-malf\n'],
  ['a reason that nobody knows', '{"refused":{"code":"because","detail":""}}\n{}'],
])('%s is no refused record', (_, text) => {
  expect(openRefused(text)).toBeUndefined();
});
