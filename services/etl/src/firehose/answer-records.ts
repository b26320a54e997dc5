import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';

/** Lambda takes 6,291,556 bytes of answer; the runtime adds nothing, the rest is room for what is not counted here. */
const maxAnswerBytes = 6_200_000;

/** Bytes around a record's id and data in the answer, at most. */
const framingBytes = 64;

/** How many things a record holds, and what it becomes in the object; undefined when it cannot be read. */
export type Transformed = { holds: number; bytes: Uint8Array | undefined };

/**
 * Transforms the records of a Firehose, every record id back exactly once. A record that cannot be read, or that no longer fits in the
 * answer, is ProcessingFailed: Firehose keeps its bytes below its error prefix. Counts what the records hold.
 */
export const answerRecords = (
  { records }: FirehoseTransformationEvent,
  transform: (data: Buffer) => Transformed,
): FirehoseTransformationResult & { landed: number; notLanded: number } => {
  let room = maxAnswerBytes;
  let landed = 0;
  let notLanded = 0;
  for (const { recordId } of records) room -= recordId.length + framingBytes;
  const answers = records.map(({ recordId, data }): FirehoseTransformationResult['records'][number] => {
    const { holds, bytes } = transform(Buffer.from(data, 'base64'));
    const text = bytes && Buffer.from(bytes).toString('base64');
    if (text === undefined || text.length > room) {
      notLanded += holds;
      return { recordId, result: 'ProcessingFailed' };
    }
    room -= text.length;
    landed += holds;
    return { recordId, result: 'Ok', data: text };
  });
  return { records: answers, landed, notLanded };
};
