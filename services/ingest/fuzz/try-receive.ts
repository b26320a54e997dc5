import { openRefused } from '@millrace/shared/contracts/refused-record';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { limits } from '../src/clock/testing/limits.ts';
import { receiveReadings } from '../src/receive/receive-readings.ts';
import { type RecordResult, takeReadings } from '../src/take/take-readings.ts';
import { agreeOnReason, check, idOf, now, on } from './agree.ts';
import { anEvent } from './an-event.ts';
import { bodyRecords } from './body-records.ts';
import { damagedText } from './damage.ts';
import { type Circumstances, judge, sayExpected } from './oracle.ts';
import type { Random } from './random.ts';
import { validReading } from './valid-reading.ts';

const tokens = [
  { claims: { tenant: 'ward-a', scope: 'readings:write-tenant' }, who: { tenant: 'ward-a' } },
  { claims: { tenant: 'ward-a', device_id: 'monitor-01' }, who: { tenant: 'ward-a', deviceId: 'monitor-01' } },
];
const maxBytes = 255 * 1024;
const refusedWhole = 511 * 1024;

let stream: UserRecord[] = [];
const put = async (records: readonly UserRecord[]) => {
  stream.push(...records);
  return [];
};
const route = httpRoute(receiveReadings({ take: takeReadings({ put, now: () => now, limits }) }));

/** One request through the route, into a stream that takes everything. Throws where the oracle differs. */
export const tryReceive = async (random: Random): Promise<void> => {
  const { claims, who } = random.pick(tokens);
  const circumstances = { ...who, now, maxBytes };
  const reading = () =>
    validReading(random, { deviceId: random.pick(['monitor-01', 'monitor-01', 'pump-7']), tenant: 'ward-a', now });
  const texts = random.list(random.int(1, 3), () => damagedText(reading(), random, now));
  const isNdjson = random.chance(0.3);
  const body = isNdjson ? texts.join('\n') : random.chance(0.5) ? `[${texts.join(',')}]` : (texts[0] ?? '');
  const isDamaged = random.chance(0.05);
  stream = [];
  const headers = { 'content-type': isNdjson ? 'application/x-ndjson' : 'application/json' };
  const event = anEvent(body, { headers, isDamaged, claims }, random);
  const { statusCode = 0, body: answer = '' } = await route(event);
  if (statusCode >= 500) throw new Error(`The status is ${statusCode}`);
  const records = bodyRecords(body, isNdjson);
  if (isDamaged || records === undefined) return nothingBadIsAccepted(circumstances);
  if (records.length === 0) return check('status', statusCode, 400);
  if (records.some((text) => Buffer.byteLength(text) > refusedWhole)) return check('status', statusCode, 413);
  const { results } = JSON.parse(answer) as { results: RecordResult[] };
  check('number of results', results.length, records.length);
  for (const [index, text] of records.entries())
    on(text, () => agreeOnRecord(results[index] as RecordResult, stream[index] as UserRecord, text, circumstances));
  const accepted = results.filter(({ status }) => status === 'accepted').length;
  check('status', statusCode, accepted === results.length ? 202 : accepted === 0 ? 400 : 207);
};

const agreeOnRecord = (
  result: RecordResult,
  { data, partitionKey }: UserRecord,
  text: string,
  circumstances: Circumstances,
): void => {
  const expected = judge(text, circumstances);
  const record = data.toString('utf8');
  if (result.status === 'accepted' && 'accepted' in expected) {
    const { reading } = expected.accepted;
    check('reading in the stream', JSON.parse(record), { ...reading, tenant: 'ward-a' });
    check('partition key', partitionKey, reading.deviceId);
    check('id', result.id, idOf(reading, record));
    return;
  }
  if (result.status !== 'set-aside') throw new Error(`${result.status}, and should be ${sayExpected(expected)}`);
  agreeOnReason(result.reason, expected, text);
  const { deviceId } = circumstances;
  const sender = { tenant: 'ward-a', ...(deviceId === undefined ? {} : { deviceId }) };
  check('refused record', openRefused(record), { reason: result.reason, sender, text });
  check('partition key', partitionKey, deviceId ?? 'ward-a');
};

/** Of a body that is damaged nobody can say what its records are; but what is accepted out of it is a reading. */
const nothingBadIsAccepted = (circumstances: Circumstances): void => {
  for (const { data } of stream) {
    const record = data.toString('utf8');
    const expected = judge(record, circumstances);
    if ('codes' in expected && !openRefused(record))
      on(record, () => {
        throw new Error(`accepted, and should be ${sayExpected(expected)}`);
      });
  }
};
