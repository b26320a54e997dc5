import { AwsError } from '../../wire/aws-service.ts';
import { largestPublication, type MessageInput, sizeOf } from './message.ts';

export type BatchEntry = MessageInput & { Id: string };

/** Throws what SNS throws for a batch as a whole, before it looks at any message. */
export const validateBatch = (entries: BatchEntry[]): void => {
  const refuse = (code: string, message: string) => {
    throw new AwsError(code, message);
  };
  if (entries.length === 0) refuse('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10)
    refuse('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const bad = entries.find(({ Id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(Id));
  if (bad) refuse('InvalidBatchEntryId', `The Id of a batch entry in the batch request is not permissible: ${bad.Id}`);
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  if (entries.reduce((total, entry) => total + sizeOf(entry), 0) > largestPublication)
    refuse('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
};
