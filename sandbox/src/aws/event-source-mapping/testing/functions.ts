import { type Event, textOf } from './a-mapping.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** The setting without which Lambda ignores what a function reports. */
export const reports = { functionResponseTypes: ['ReportBatchItemFailures'] };

/** A function that always throws. */
export const fails = (): never => {
  throw new Error('out of order');
};

/** A function that dies when it meets one of these records, known by their text. */
export const diesOf =
  (...texts: string[]) =>
  (event: Event): void => {
    if (event.Records.some((record) => texts.includes(textOf(record)))) throw new Error('poison');
  };

/** A function that reports the first of these records and stops there. */
export const refuses =
  (...texts: string[]) =>
  (event: Event) => ({ batchItemFailures: reportFailed(event, ...texts).batchItemFailures.slice(0, 1) });

/** The answer that reports these records as failed. */
export const reportFailed = (event: Event, ...texts: string[]) => ({
  batchItemFailures: event.Records.filter((record) => texts.includes(textOf(record))).map((record) => ({
    itemIdentifier: record.kinesis.sequenceNumber,
  })),
});
