import { AwsError } from '../../wire/aws-service.ts';
import { charge, noCharges } from './charges.ts';
import { evenRanges, type HashRange, hashKeyOf, hexOf } from './hash-key.ts';
import { createRecordLog, type RecordLog, recordBytes, type StreamRecord } from './record-log.ts';

export type Shard = {
  shardId: string;
  /** None for an original shard, one after a split, two after a merge. */
  parents: string[];
  hashRange: HashRange;
  /** A closed shard takes no more records; they go to its children. */
  closed: boolean;
};

export type StreamShard = Shard & {
  startingSequenceNumber: string;
  endingSequenceNumber?: string;
  openedAt: number;
  closedAt?: number;
  /** The newest sequence number, or the starting one: where LATEST points. */
  tip: string;
  log: RecordLog;
};

export type NewRecord = { partitionKey: string; data: Buffer; explicitHashKey?: string };

export type StreamDescription = {
  name: string;
  mode: 'PROVISIONED' | 'ON_DEMAND';
  retentionHours: number;
  createdAt: number;
};

type Ports = { now: () => number; nextSequenceNumber: () => string };

export type Stream = ReturnType<ReturnType<typeof createStream>>;

/** One stream: which shard takes a record, and how shards divide and unite. `kept` shards come from an earlier run. */
export const createStream =
  ({ now, nextSequenceNumber }: Ports) =>
  (description: StreamDescription, kept: StreamShard[] = []) => {
    let shards = kept;
    let open: { from: string; shard: StreamShard }[] = [];
    const charges = noCharges();

    const horizon = () => now() - description.retentionHours * 3_600_000;

    /** Closed shards are forgotten once their last records have expired, as AWS does. */
    const forget = () => {
      if (shards.some((shard) => (shard.closedAt ?? Infinity) < horizon()))
        shards = shards.filter((shard) => (shard.closedAt ?? Infinity) >= horizon());
    };

    const openShard = (hashRange: HashRange, parents: StreamShard[]): StreamShard => {
      const startingSequenceNumber = nextSequenceNumber();
      const shard: StreamShard = {
        shardId: shardIdAfter(shards.at(-1)),
        parents: parents.map((parent) => parent.shardId),
        hashRange,
        closed: false,
        startingSequenceNumber,
        openedAt: now(),
        tip: startingSequenceNumber,
        log: createRecordLog(),
      };
      shards.push(shard);
      indexOpenShards();
      return shard;
    };

    const closeShard = (shard: StreamShard) => {
      Object.assign(shard, { closed: true, endingSequenceNumber: nextSequenceNumber(), closedAt: now() });
    };

    const indexOpenShards = () => {
      open = shards
        .filter((shard) => !shard.closed)
        .map((shard) => ({ from: hexOf(shard.hashRange.start), shard }))
        .sort((a, b) => (a.from < b.from ? -1 : 1));
    };

    const openShards = () => open.map(({ shard }) => shard);

    const split = (shard: StreamShard, at: bigint): void => {
      const { start, end } = shard.hashRange;
      if (shard.closed) throw notActive(shard);
      if (at <= start || at > end)
        throw new AwsError('InvalidArgumentException', `NewStartingHashKey ${at} is not within ${shard.shardId}.`);
      closeShard(shard);
      openShard({ start, end: at - 1n }, [shard]);
      openShard({ start: at, end }, [shard]);
    };

    const merge = (shard: StreamShard, neighbour: StreamShard): void => {
      for (const each of [shard, neighbour]) if (each.closed) throw notActive(each);
      const [low, high] = shard.hashRange.start < neighbour.hashRange.start ? [shard, neighbour] : [neighbour, shard];
      if (low.hashRange.end + 1n !== high.hashRange.start)
        throw new AwsError('InvalidArgumentException', `${low.shardId} and ${high.shardId} are not adjacent.`);
      closeShard(shard);
      closeShard(neighbour);
      openShard({ start: low.hashRange.start, end: high.hashRange.end }, [shard, neighbour]);
    };

    /** Uniform scaling by splits and merges alone, so that no shard has more than two parents. */
    const resize = (count: number): void => {
      const starts = new Set(evenRanges(count).map((range) => range.start));
      for (const start of starts) {
        const covering = openShards().findLast((shard) => shard.hashRange.start <= start);
        if (covering && covering.hashRange.start !== start) split(covering, start);
      }
      const superfluous = () => openShards().findIndex((shard) => !starts.has(shard.hashRange.start));
      for (let index = superfluous(); index > 0; index = superfluous()) {
        const [low, high] = openShards().slice(index - 1, index + 1);
        if (low && high) merge(low, high);
      }
    };

    indexOpenShards();

    return {
      description,
      charges,
      split,
      merge,
      resize,
      openShards,

      /** Opens the stream's first shards. */
      open(count: number): void {
        for (const range of evenRanges(count)) openShard(range, []);
      },

      put({ partitionKey, data, explicitHashKey }: NewRecord): { shardId: string; sequenceNumber: string } {
        const hashKey = hashKeyOf(partitionKey, explicitHashKey);
        const shard = open.findLast(({ from }) => from <= hashKey)?.shard;
        if (!shard) throw new AwsError('InternalFailure', `No open shard takes hash key ${hashKey}.`, 500);
        const sequenceNumber = nextSequenceNumber();
        const arrivedAt = now();
        charge(charges, recordBytes(partitionKey, data));
        shard.log.append({
          sequenceNumber,
          partitionKey,
          data,
          arrivedAt,
          ...(explicitHashKey && { explicitHashKey }),
        });
        shard.log.expire(horizon());
        shard.tip = sequenceNumber;
        return { shardId: shard.shardId, sequenceNumber };
      },

      /** At most `limit` records after a position (`''`: from the oldest), the position they lead to, and whether a closed shard ends there. */
      read(shard: StreamShard, after: string, limit: number): { records: StreamRecord[]; next: string; end: boolean } {
        shard.log.expire(horizon());
        const records = shard.log.after(after, limit);
        const next = records.at(-1)?.sequenceNumber ?? (after > shard.tip ? after : shard.tip);
        return { records, next, end: shard.closed && next >= shard.tip };
      },

      shards(): StreamShard[] {
        forget();
        return shards;
      },
    };
  };

const shardIdAfter = (previous: StreamShard | undefined): string => {
  const index = previous ? Number(previous.shardId.slice('shardId-'.length)) + 1 : 0;
  return `shardId-${String(index).padStart(12, '0')}`;
};

const notActive = (shard: StreamShard): AwsError =>
  new AwsError('InvalidArgumentException', `${shard.shardId} is not an active shard.`);
