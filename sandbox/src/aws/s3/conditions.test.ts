import { checkWrite, readRefusal } from './conditions.ts';

const object = { etag: 'abc', lastModified: Date.UTC(2026, 0, 1, 12) };
const [before, same, after] = [11, 12, 13].map((hour) => new Date(Date.UTC(2026, 0, 1, hour)).toUTCString()) as [
  string,
  string,
  string,
];

test.each([
  [{}, undefined],
  [{ 'if-match': '"abc"' }, undefined],
  [{ 'if-match': 'abc' }, undefined],
  [{ 'if-match': '*' }, undefined],
  [{ 'if-match': '"abd", "abc"' }, undefined],
  [{ 'if-match': '"abd"' }, 412],
  [{ 'if-none-match': '"abc"' }, 304],
  [{ 'if-none-match': '"abd"' }, undefined],
  [{ 'if-modified-since': before }, undefined],
  [{ 'if-modified-since': same }, 304],
  [{ 'if-modified-since': after }, 304],
  [{ 'if-modified-since': 'yesterday' }, undefined],
  [{ 'if-unmodified-since': before }, 412],
  [{ 'if-unmodified-since': same }, undefined],
  // An entity tag settles what a date would otherwise decide.
  [{ 'if-match': '"abc"', 'if-unmodified-since': before }, undefined],
  [{ 'if-none-match': '"abd"', 'if-modified-since': after }, undefined],
  [{ 'if-match': '"abd"', 'if-none-match': '"abc"' }, 412],
])('a read under %j is refused with %j', (headers, refusal) => {
  expect(readRefusal(headers as Record<string, string>, object)).toBe(refusal);
});

test.each([
  [{}, object, undefined],
  [{ 'if-none-match': '*' }, undefined, undefined],
  [{ 'if-none-match': '*' }, object, 'PreconditionFailed'],
  [{ 'if-none-match': '"abc"' }, undefined, 'NotImplemented'],
  [{ 'if-match': '"abc"' }, object, undefined],
  [{ 'if-match': '"abd"' }, object, 'PreconditionFailed'],
  [{ 'if-match': '"abc"' }, undefined, 'NoSuchKey'],
])('a write under %j over %j ends in %j', (headers, current, code) => {
  const check = () => checkWrite(headers as Record<string, string>, current);
  if (code) expect(check).toThrow(expect.objectContaining({ code }));
  else expect(check).not.toThrow();
});
