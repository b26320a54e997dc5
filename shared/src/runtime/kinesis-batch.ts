import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import { type Delivery, openRecord } from './deliveries.ts';
import type { Unreadable } from './open-bytes.ts';

export type Delivered<T> = { value: T; delivery: Delivery };
export type Bad<Reason> = { delivery: Delivery; reason: Reason | Unreadable };

/**
 * What came of the good records: `failed` met a broken world and must come again, `bad` are set aside, all others are done.
 */
export type Outcome<Reason> = { failed: Delivery[]; bad: Bad<Reason>[] };

export type KinesisBatchPorts<T, Reason> = {
  /** Pure; must not throw on any text. */
  parse: (text: string, delivery: Delivery) => { ok: T } | { setAside: Reason };
  /** Gets the good records in stream order. What it throws fails the whole batch. */
  work: (records: Delivered<T>[]) => Promise<Outcome<Reason>>;
  /** Keeps bad data for good. What it throws fails the whole batch, so nothing bad is acknowledged unkept. */
  keep: (bad: Bad<Reason>[]) => Promise<void>;
};

/**
 * Handles a batch of a Kinesis event source mapping that has ReportBatchItemFailures: bad data is kept and passed by, and the
 * lowest sequence number that failed is returned, from which Lambda delivers everything again. Whatever succeeded behind
 * it comes again, too: `work` is idempotent.
 */
export const kinesisBatch =
  <T, Reason>({ parse, work, keep }: KinesisBatchPorts<T, Reason>) =>
  async ({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    const good: Delivered<T>[] = [];
    const bad: Bad<Reason>[] = [];
    for (const record of Records)
      for (const opened of openRecord(record)) {
        const { delivery } = opened;
        if ('unreadable' in opened) {
          bad.push({ delivery, reason: opened.unreadable });
          continue;
        }
        const parsed = parse(opened.text, delivery);
        if ('ok' in parsed) good.push({ value: parsed.ok, delivery });
        else bad.push({ delivery, reason: parsed.setAside });
      }
    const outcome: Outcome<Reason> = good.length > 0 ? await work(good) : { failed: [], bad: [] };
    bad.push(...outcome.bad);
    if (bad.length > 0) await keep(bad);
    const failed = new Set(outcome.failed.map(({ outer }) => outer));
    const lowest = Records.find(({ kinesis }) => failed.has(kinesis.sequenceNumber));
    return { batchItemFailures: lowest ? [{ itemIdentifier: lowest.kinesis.sequenceNumber }] : [] };
  };
