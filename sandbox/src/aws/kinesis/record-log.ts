/** A record as the stream holds it. `arrivedAt` is in epoch milliseconds. */
export type StreamRecord = {
  sequenceNumber: string;
  partitionKey: string;
  data: Buffer;
  arrivedAt: number;
  explicitHashKey?: string;
};

/**
 * Bytes of data and keys that one shard keeps, oldest dropped first. AWS keeps a shard's 1 MB/s for the whole retention,
 * which is 86 GB a day; here the records live in the memory of one machine.
 */
export const shardByteLimit = 64 * 1024 * 1024;

export type RecordLog = ReturnType<typeof createRecordLog>;

/** The records of one shard, in the order of their sequence numbers. */
export const createRecordLog = (kept: StreamRecord[] = []) => {
  let records = kept;
  let first = 0;
  let bytes = kept.reduce((sum, record) => sum + recordBytes(record.partitionKey, record.data), 0);

  const dropFirst = () => {
    const dropped = records[first];
    if (!dropped) return;
    bytes -= recordBytes(dropped.partitionKey, dropped.data);
    first++;
  };

  /** Gives the memory of dropped records back, rarely enough that it costs nothing a record. */
  const compact = () => {
    if (first < 1024 || first < records.length / 2) return;
    records = records.slice(first);
    first = 0;
  };

  return {
    append(record: StreamRecord): void {
      records.push(record);
      bytes += recordBytes(record.partitionKey, record.data);
      while (bytes > shardByteLimit) dropFirst();
      compact();
    },

    /** Drops what arrived before `time`. */
    expire(time: number): void {
      while ((records[first]?.arrivedAt ?? time) < time) dropFirst();
      compact();
    },

    /** At most `limit` records that follow a position; `''` is before all of them. */
    after(position: string, limit: number): StreamRecord[] {
      let low = first;
      let high = records.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((records[middle]?.sequenceNumber ?? '') > position) high = middle;
        else low = middle + 1;
      }
      return records.slice(low, low + limit);
    },

    firstSince: (time: number): StreamRecord | undefined =>
      records.slice(first).find((record) => record.arrivedAt >= time),

    all: (): StreamRecord[] => records.slice(first),
  };
};

/** What a record weighs against every limit: its data and its partition key, in bytes. */
export const recordBytes = (partitionKey: string, data: Buffer): number =>
  data.length + Buffer.byteLength(partitionKey);
