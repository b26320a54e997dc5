import { Problem } from '@millrace/shared/runtime/http';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { count } from '@millrace/shared/runtime/observability';
import { maxUserRecordBytes } from '@millrace/shared/runtime/put-aggregated';
import type { Refused } from '@millrace/shared/runtime/retry';
import type { ClockLimits } from '../clock/clock-fault.ts';
import type { Identity } from './identity-of.ts';
import { type Candidate, type Judged, judgeRecord, type Verdict } from './judge-record.ts';

type Ports = {
  /** Puts records in order per key; answers those that the stream did not take. */
  put: <T extends UserRecord>(records: readonly T[], signal?: AbortSignal) => Promise<Refused<T>[]>;
  /** Epoch milliseconds. */
  now: () => number;
  limits: ClockLimits;
};

/** `retry`: the stream did not take it, or did not say so in time; it is to be sent again. `code` is the stream's. */
export type RecordResult = Verdict | { status: 'retry'; code: string };

export const maxRecords = 10_000;

/**
 * Takes the records of one request into raw-readings and answers a result for each, in their order: what every protocol shares.
 * Nothing is accepted, or called set aside, before the stream has it. Throws a `Problem`, before anything is written, for what
 * no stream can keep. What is not put when `signal` aborts is answered as `retry`.
 */
export const takeReadings =
  ({ put, now, limits }: Ports) =>
  async (records: readonly Candidate[], identity: Identity, signal?: AbortSignal): Promise<RecordResult[]> => {
    refuseCrowd(records.length);
    const judge = judgeRecord(identity, limits, now());
    const judged = records.map(judge);
    refuseOversized(judged);
    const codes = new Map((await put(judged, signal)).map(({ entry, code }) => [entry, code]));
    count('ReadingsReceived', judged.length - codes.size);
    return judged.map((each) => {
      const code = codes.get(each);
      return code === undefined ? each.verdict : { status: 'retry', code };
    });
  };

/** For decoders, too, which may stop early. Throws a `Problem`. */
export const refuseCrowd = (records: number): void => {
  if (records > maxRecords)
    throw new Problem(413, 'too-many-readings', `A request may hold ${maxRecords} readings; send fewer at a time.`);
};

const refuseOversized = (judged: Judged[]): void => {
  const index = judged.findIndex(({ data }) => data.length > maxUserRecordBytes);
  if (index >= 0)
    throw new Problem(413, 'reading-too-large', `A record is over ${maxUserRecordBytes} bytes.`, { index });
};
