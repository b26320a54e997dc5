import { parseReading } from '@millrace/shared/contracts/parse-reading';
import fc from 'fast-check';
import type { Identity } from '../take/identity-of.ts';
import { type LineCandidate, lineCandidates } from './line-candidates.ts';
import { precisionOf } from './precision.ts';

const arrivedAt = '2025-11-24T16:00:01.000Z';
type Given = { identity?: Identity; precision?: string };
const candidates = (body: string, { identity = { tenant: 'ward-a' }, precision = 'ns' }: Given = {}) =>
  lineCandidates(body, { identity, precision: precisionOf({ precision }), arrivedAt });
const readingOf = ({ text, reason }: LineCandidate) => {
  const parsed = parseReading(text);
  if (reason || 'setAside' in parsed) throw new Error(JSON.stringify(reason ?? parsed));
  return parsed.ok.reading;
};
const readings = (body: string, given?: Given) => candidates(body, given).map(readingOf);
const reasons = (body: string) => candidates(body).map(({ reason }) => reason?.detail);

test('a line is a reading of its device, with its fields as measures and its other tags as attributes', () => {
  expect(readings('vitals,site=3,device_id=monitor-01 heart-rate=72i,lead="off" 1764000000123456789')).toEqual([
    {
      deviceId: 'monitor-01',
      time: '2025-11-24T16:00:00.123456789Z',
      measures: { 'vitals.heart-rate.3-89d6435d': 72, 'vitals.lead.3-7c231027': 'off' },
      attributes: { site: '3' },
    },
  ]);
});

test('lines of one device and time are a reading each', () => {
  expect(
    readings('a,host=h f=1 1764000000000000000\na,host=h g=2 1764000000000000000').map((each) => each.measures),
  ).toEqual([{ 'a.f': 1 }, { 'a.g': 2 }]);
});

test('a line without a time gets that of its arrival', () => {
  expect(readings('a,host=h f=1')[0]?.time).toBe(arrivedAt);
});

test('numbers keep all their digits', () => {
  const [{ text } = { text: '' }] = candidates(
    'a,host=h f=0.30000000000000000001,g=9007199254740993i,h=18446744073709551615u',
  );
  expect(text).toContain('{"a.f":0.30000000000000000001,"a.g":9007199254740993,"a.h":18446744073709551615}');
});

test('a host that is not the device is an attribute and tells no series apart', () => {
  const [reading] = readings('a,host=h f=1', { identity: { tenant: 'ward-a', deviceId: 'pump-7' } });
  expect(reading).toMatchObject({ deviceId: 'pump-7', measures: { 'a.f': 1 }, attributes: { host: 'h' } });
});

test('the order of tags changes neither the names nor the text', () => {
  const [one, other] = candidates('a,host=h,y=1,x=2 f=1 1\na,x=2,host=h,y=1 f=1 1');
  expect(one?.text).toBe(other?.text);
});

test('a tag that no attribute can be called like gets a name of its own', () => {
  const [reading] = readings('a,host=h,app.kubernetes.io/name=web,größe=3,constructor=x f=1');
  expect(Object.entries(reading?.attributes ?? {})).toEqual([
    ['app.kubernetes.io_name-cfbc231f', 'web'],
    [expect.stringMatching(/^constructor-[0-9a-f]{8}$/), 'x'],
    [expect.stringMatching(/^gr__e-[0-9a-f]{8}$/), '3'],
  ]);
});

test('a line of over 64 fields is as many readings as it takes', () => {
  const fields = Array.from({ length: 130 }, (_, index) => `f${index}=${index}`);
  const all = candidates(`a,host=h,x=1 ${fields.join()} 1764000000000000000\nb,host=h f=1`);
  expect(all.map(({ line }) => line)).toEqual([1, 1, 1, 2]);
  const measures = all.slice(0, 3).map((each) => Object.values(readingOf(each).measures));
  expect(measures.map(({ length }) => length)).toEqual([64, 64, 2]);
  expect(measures.flat()).toEqual(Array.from({ length: 130 }, (_, index) => index));
});

const tags = (count: number) => Array.from({ length: count }, (_, index) => `,t${index}=x`).join('');
test.each([
  ['a syntax error', 'a f=', 'has a value that is no number, boolean or text in quotes, at character 5'],
  ['no device', 'a f=1', 'has no tag device_id, host or device, and the token names no device'],
  ['a time before 1970', 'a,host=h f=1 -1', 'has a timestamp that is not between 1970 and 9999'],
  ['33 tags', `a,host=h${tags(33)} f=1`, 'has over 32 tags'],
  ['a long tag', `a,host=h,t=${'x'.repeat(257)} f=1`, 'has a tag of over 256 characters'],
  ['a long text', `a,host=h f="${'x'.repeat(257)}"`, 'has a text of over 256 characters'],
])('a line with %s is refused', (_, body, detail) => {
  expect(reasons(body)).toEqual([detail]);
});

test('32 tags beside the device, and texts of 256 characters, are taken', () => {
  const escaped = '\\"'.repeat(256);
  const [reading] = readings(`a,host=h,t=${'x'.repeat(256)}${tags(31)} f="${escaped}"`);
  expect(Object.keys(reading?.attributes ?? {}).length).toBe(32);
});

test('a refused line is kept as it was sent, behind a comment that says what its timestamp counts', () => {
  const body = 'a,host=h f=1 1764000000\n\n  a,host=h f="x\ny",g= 5 \n';
  const all = candidates(body, { precision: 's' });
  expect(all.map(({ line, text, reason }) => [line, reason && text])).toEqual([
    [1, undefined],
    [3, '# precision=s\na,host=h f="x\ny",g= 5'],
  ]);
});

test('a body of 10,001 lines is refused whole', () => {
  expect(candidates('a,host=h f=1\n'.repeat(10_000)).length).toBe(10_000);
  expect(() => candidates('a,host=h f=1\n'.repeat(10_001))).toThrow(expect.objectContaining({ status: 413 }));
});

test('any text is read or refused line by line, and nothing is invented', () => {
  const sign = fc.constantFrom('a', 'host', '1', 't', '"', '=', ' ', ',', '\\', '\n', '#', '5i', 'ü', '😀', '.', '-');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const body = `a,host=h ${signs.join('')}`;
      for (const candidate of candidates(body)) {
        if (candidate.reason) expect(body).toContain(candidate.text.slice(candidate.text.indexOf('\n') + 1));
        else expect(parseReading(candidate.text)).toHaveProperty('ok');
      }
    }),
    { numRuns: 3000 },
  );
});
