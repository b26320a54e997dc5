/** One user record on its way through a delivery stream. */
export type SourceRecord = {
  recordId: string;
  data: Buffer;
  /** Epoch ms: the stream's arrival stamp, or when it was put. */
  arrivedAt: number;
  kinesis?: { shardId: string; sequenceNumber: string; subsequenceNumber: number; partitionKey: string };
  /** To be called once, when the record's object is written or the record is dropped. */
  settle(): void;
};
