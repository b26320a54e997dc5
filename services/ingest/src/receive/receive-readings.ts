import { checkReading } from '@millrace/shared/contracts/parse-reading';
import { type Reason, setAside } from '@millrace/shared/contracts/parsed';
import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { count } from '@millrace/shared/runtime/observability';
import { maxUserRecordBytes } from '@millrace/shared/runtime/put-aggregated';
import { type BodyRecord, splitBody } from './split-body.ts';

type Ports = {
  /** Puts records in order per key; answers those that the stream did not take. */
  put: <T extends UserRecord>(records: readonly T[]) => Promise<T[]>;
};

/** What became of one record, by its place in the body. `set-aside` is kept, too, with its reason, and can be replayed. */
type RecordResult = { index: number } & (
  | { status: 'accepted' }
  | { status: 'set-aside'; reason: Reason }
  | { status: 'retry' }
);

type Received = UserRecord & { index: number; reason?: Reason };

/**
 * Takes the readings of one request into raw-readings and answers a result per record. Nothing is called accepted before
 * the stream has it. Records that break the contract go into the stream as well: there is one place where bad data is
 * set aside, whoever sent it.
 * 202 all accepted; 207 mixed; 400 all set aside; 503 with Retry-After when the stream took none.
 */
export const receiveReadings =
  ({ put }: Ports) =>
  async ({ body, headers, claims }: HttpRequest): Promise<HttpResponse> => {
    const tenant = claims.tenant;
    if (!tenant) throw new Problem(403, 'no-tenant', 'The token has no tenant claim.');
    const records = splitBody(body, headers).map((record, index) => toReceived(record, index, tenant));
    const refused = new Set(await put(records));
    const results = records.map((record) => resultOf(record, refused.has(record)));
    const accepted = results.filter(({ status }) => status === 'accepted').length;
    count('ReadingsReceived', records.length - refused.size);
    if (refused.size === records.length)
      throw new Problem(503, 'stream-busy', 'The stream took no reading; send them again.', retryAfter);
    return {
      status: accepted === results.length ? 202 : results.every(({ status }) => status === 'set-aside') ? 400 : 207,
      ...(refused.size > 0 ? retryAfter : {}),
      body: { accepted, results },
    };
  };

const retryAfter = { headers: { 'retry-after': '1' } };

/** A good reading travels with its tenant in it, a bad record just as it came. */
const toReceived = (record: BodyRecord, index: number, tenant: string): Received => {
  const bad = (reason: Reason) => ({ index, reason, partitionKey: tenant, data: fitting(record.text) });
  if ('malformed' in record) return bad(setAside('json-malformed', 'the record is not JSON').setAside);
  const claimed = isObject(record.value) ? { ...record.value, tenant } : record.value;
  const checked = checkReading(claimed);
  if ('setAside' in checked) return bad(checked.setAside);
  return { index, partitionKey: checked.ok.reading.deviceId, data: fitting(JSON.stringify(claimed)) };
};

/** Bytes that no record of the stream can hold cannot be kept, so the request is refused before anything is written. */
const fitting = (text: string): Buffer => {
  const data = Buffer.from(text);
  if (data.length > maxUserRecordBytes)
    throw new Problem(413, 'reading-too-large', `A record is over ${maxUserRecordBytes} bytes.`);
  return data;
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const resultOf = ({ index, reason }: Received, refused: boolean): RecordResult => {
  if (refused) return { index, status: 'retry' };
  return reason ? { index, status: 'set-aside', reason } : { index, status: 'accepted' };
};
