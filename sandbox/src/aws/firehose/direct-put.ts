import { AwsError } from '../../wire/aws-service.ts';

export type PutInput = { Data: string };

/** Record data limits of Firehose, before base64. */
const recordLimit = 1000 * 1024;
const batchLimit = 4 * 1024 * 1024;

/** The data of one PutRecord or PutRecordBatch call. Throws what Firehose answers to a call that breaks its limits. */
export const readPuts = (records: PutInput[] | undefined): Buffer[] => {
  if (!records || records.length === 0 || records.length > 500)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have 1 to 500 items`,
    );
  const data = records.map(({ Data }) => Buffer.from(Data ?? '', 'base64'));
  if (data.some(({ length }) => length > recordLimit))
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'record.data' failed to satisfy constraint: Member must have length less than or equal to ${recordLimit}`,
    );
  if (data.reduce((sum, { length }) => sum + length, 0) > batchLimit)
    throw new AwsError('InvalidArgumentException', 'Records size exceeds 4 MB limit');
  return data;
};
