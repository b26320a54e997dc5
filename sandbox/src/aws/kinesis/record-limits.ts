import { AwsError } from '../../wire/aws-service.ts';
import { parseHashKey } from './hash-key.ts';
import { recordBytes } from './record-log.ts';
import type { NewRecord } from './stream.ts';

const recordByteLimit = 1024 * 1024;
const callByteLimit = 10 * 1024 * 1024;
const callRecordLimit = 500;
const partitionKeyLimit = 256;

export type RecordEntry = { Data?: string; PartitionKey?: string; ExplicitHashKey?: string };

/** One record of a put, or the error that AWS answers: `ValidationException` or `InvalidArgumentException`. */
export const acceptRecord = ({ Data, PartitionKey, ExplicitHashKey }: RecordEntry): NewRecord => {
  if (typeof Data !== 'string') throw invalid('data', 'Member must not be null');
  if (typeof PartitionKey !== 'string') throw invalid('partitionKey', 'Member must not be null');
  if (PartitionKey.length === 0) throw invalid('partitionKey', 'Member must have length greater than or equal to 1');
  if (PartitionKey.length > partitionKeyLimit)
    throw invalid('partitionKey', `Member must have length less than or equal to ${partitionKeyLimit}`);
  const data = Buffer.from(Data, 'base64');
  if (recordBytes(PartitionKey, data) > recordByteLimit)
    throw invalid('data', `Member and partition key must have length less than or equal to ${recordByteLimit}`);
  if (ExplicitHashKey !== undefined) parseHashKey(ExplicitHashKey);
  return {
    partitionKey: PartitionKey,
    data,
    ...(ExplicitHashKey !== undefined && { explicitHashKey: ExplicitHashKey }),
  };
};

/** The records of a PutRecords call. One that breaks a limit fails the call, not the record. */
export const acceptRecords = (entries: RecordEntry[] | undefined): NewRecord[] => {
  if (!Array.isArray(entries) || entries.length === 0)
    throw invalid('records', 'Member must have length greater than or equal to 1');
  if (entries.length > callRecordLimit)
    throw invalid('records', `Member must have length less than or equal to ${callRecordLimit}`);
  const records = entries.map(acceptRecord);
  const bytes = records.reduce((sum, record) => sum + recordBytes(record.partitionKey, record.data), 0);
  if (bytes > callByteLimit)
    throw new AwsError('InvalidArgumentException', `Records size exceeds ${callByteLimit / 1024 / 1024} MB limit`);
  return records;
};

export const invalid = (member: string, constraint: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
  );
