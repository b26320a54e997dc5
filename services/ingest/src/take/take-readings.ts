import { Problem } from '@millrace/shared/runtime/http';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { count } from '@millrace/shared/runtime/observability';
import { maxUserRecordBytes } from '@millrace/shared/runtime/put-aggregated';
import type { Identity } from './identity-of.ts';
import { type Candidate, type Judged, judgeRecord, type Verdict } from './judge-record.ts';

type Ports = {
  /** Puts records in order per key; answers those that the stream did not take. */
  put: <T extends UserRecord>(records: readonly T[]) => Promise<T[]>;
};

/** `retry`: the stream did not take it; it is to be sent again. */
export type RecordResult = Verdict | { status: 'retry' };

const maxRecords = 10_000;

/**
 * Takes the records of one request into raw-readings and answers a result for each, in their order: what every protocol shares.
 * Nothing is accepted, or called set aside, before the stream has it. Throws a `Problem`, before anything is written, for what
 * no stream can keep.
 */
export const takeReadings =
  ({ put }: Ports) =>
  async (records: readonly Candidate[], identity: Identity): Promise<RecordResult[]> => {
    if (records.length > maxRecords)
      throw new Problem(413, 'too-many-readings', `A request may hold ${maxRecords} readings; send fewer at a time.`);
    const judged = records.map((record) => judgeRecord(record, identity));
    refuseOversized(judged);
    const untaken = new Set(await put(judged));
    count('ReadingsReceived', judged.length - untaken.size);
    return judged.map((each) => (untaken.has(each) ? { status: 'retry' } : each.verdict));
  };

const refuseOversized = (judged: Judged[]): void => {
  const index = judged.findIndex(({ data }) => data.length > maxUserRecordBytes);
  if (index >= 0)
    throw new Problem(413, 'reading-too-large', `A record is over ${maxUserRecordBytes} bytes.`, { index });
};
