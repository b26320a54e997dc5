import { openRefused } from '@millrace/shared/contracts/refused-record';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { limits } from '../src/clock/testing/limits.ts';
import { answerWrite, explainWrite } from '../src/receive-lines/answer-write.ts';
import { takeReadings } from '../src/take/take-readings.ts';
import { check, now, on } from './agree.ts';
import { anEvent } from './an-event.ts';
import { lineOf } from './line-of.ts';
import { type Circumstances, judge, sayExpected } from './oracle.ts';
import type { Random } from './random.ts';

const tokens = [
  { claims: { tenant: 'ward-a', scope: 'readings:write-tenant' }, who: { tenant: 'ward-a' } },
  { claims: { tenant: 'ward-a', device_id: 'monitor-01' }, who: { tenant: 'ward-a', deviceId: 'monitor-01' } },
];

let stream: UserRecord[] = [];
const put = async (records: readonly UserRecord[]) => {
  stream.push(...records);
  return [];
};
const route = httpRoute(
  answerWrite({ take: takeReadings({ put, now: () => now, limits }), now: () => now }),
  explainWrite,
);

/** One write of line protocol. Throws where what is accepted is no reading, or the answer does not say what became of the lines. */
export const tryLines = async (random: Random): Promise<void> => {
  const { claims, who } = random.pick(tokens);
  const lines = random.list(random.int(1, 4), () =>
    random.chance(0.1) ? random.pick(['', '# x="', ' ']) : lineOf(random, now).toWellFormed(),
  );
  const body = lines.join(random.pick(['\n', '\r\n']));
  const isDamaged = random.chance(0.05);
  const query = { precision: random.pick(['ns', 'us', 'ms', 's']) };
  stream = [];
  const event = anEvent(body, { headers: { 'content-type': 'text/plain' }, claims, isDamaged, query }, random);
  const { statusCode = 0, body: answer } = await route(event);
  on(body, () => {
    if (statusCode !== 204 && statusCode !== 400) throw new Error(`The status is ${statusCode}`);
    const refused = stream.filter((record) => isRefused(record, who)).length;
    const dropped = Number(/dropped=(\d+)$/.exec(answer === undefined ? '' : JSON.parse(answer).message)?.[1] ?? 0);
    check('answer that lines are refused', dropped > 0, refused > 0);
    // A text may hold line ends, and a line of over 64 fields is several readings.
    const sent = body.split('\n').filter((line) => !/^[ \t\r]*(#|$)/.test(line));
    if (isDamaged || body.includes('"') || sent.some((line) => line.split('=').length > 64)) return;
    check('number of records', stream.length, sent.length);
    check('number of refused lines', dropped, refused);
  });
};

/** Throws where it is neither refused nor a reading. */
const isRefused = ({ data }: UserRecord, who: Partial<Circumstances>): boolean => {
  const record = data.toString('utf8');
  if (openRefused(record)) return true;
  const expected = judge(record, { ...who, now, maxBytes: 256 * 1024 });
  if ('codes' in expected) throw new Error(`${record} is accepted, and should be ${sayExpected(expected)}`);
  return false;
};
