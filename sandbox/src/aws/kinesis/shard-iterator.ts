import { AwsError } from '../../wire/aws-service.ts';
import { isSequenceNumber, positionBefore } from './sequence-number.ts';
import type { StreamShard } from './stream.ts';

/** Milliseconds after which AWS refuses an iterator. */
const lifetime = 5 * 60_000;

export type Place = { stream: string; shardId: string; after: string };

export const iteratorOf = (place: Place, now: number): string =>
  Buffer.from(JSON.stringify([place.stream, place.shardId, place.after, now])).toString('base64');

/** Reads what `iteratorOf` wrote, or throws `InvalidArgumentException` or `ExpiredIteratorException`. */
export const placeOf = (iterator: unknown, now: number): Place => {
  const [stream, shardId, after, issuedAt] = decode(iterator);
  if (now - issuedAt > lifetime)
    throw new AwsError('ExpiredIteratorException', `Iterator expired. It was issued more than ${lifetime} ms ago.`);
  return { stream, shardId, after };
};

const decode = (iterator: unknown): [string, string, string, number] => {
  try {
    const [stream, shardId, after, issuedAt] = JSON.parse(Buffer.from(String(iterator), 'base64').toString('utf8'));
    return [String(stream), String(shardId), String(after), Number(issuedAt)];
  } catch {
    throw new AwsError('InvalidArgumentException', 'Invalid ShardIterator.');
  }
};

export type IteratorRequest = {
  ShardIteratorType?: string;
  StartingSequenceNumber?: string;
  /** Epoch seconds, with a fraction. */
  Timestamp?: number;
};

/** The position that an iterator type stands for, as the sequence number that reading follows. */
export const positionOf = (shard: StreamShard, request: IteratorRequest): string => {
  switch (request.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return '';
    case 'LATEST':
      return shard.tip;
    case 'AT_SEQUENCE_NUMBER':
      return positionBefore(startingSequenceNumber(shard, request));
    case 'AFTER_SEQUENCE_NUMBER':
      return startingSequenceNumber(shard, request);
    case 'AT_TIMESTAMP': {
      if (typeof request.Timestamp !== 'number')
        throw new AwsError('InvalidArgumentException', 'AT_TIMESTAMP requires a Timestamp.');
      const record = shard.log.firstSince(request.Timestamp * 1000);
      return record ? positionBefore(record.sequenceNumber) : shard.tip;
    }
    default:
      throw new AwsError('InvalidArgumentException', `Invalid ShardIteratorType ${request.ShardIteratorType}.`);
  }
};

const startingSequenceNumber = (
  shard: StreamShard,
  { StartingSequenceNumber: number = '' }: IteratorRequest,
): string => {
  if (
    isSequenceNumber(number) &&
    number >= shard.startingSequenceNumber &&
    number <= (shard.endingSequenceNumber ?? number)
  )
    return number;
  throw new AwsError(
    'InvalidArgumentException',
    `StartingSequenceNumber ${number} used in GetShardIterator on shard ${shard.shardId} is invalid.`,
  );
};
