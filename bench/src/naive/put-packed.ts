import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { aggregate, type UserRecord } from '@millrace/shared/runtime/kpl';

/** Puts records packed as the platform packs them, in one call, and takes it that the stream takes them all. */
export const putPacked = async (client: KinesisClient, stream: string, records: UserRecord[]): Promise<void> => {
  const lanes = new Map<string, string>();
  const laneOf = ({ partitionKey }: UserRecord): string => {
    let lane = lanes.get(partitionKey);
    if (lane === undefined) {
      lane = hash('md5', partitionKey, 'hex').charAt(0);
      lanes.set(partitionKey, lane);
    }
    return lane;
  };
  await client.send(
    new PutRecordsCommand({
      StreamName: stream,
      Records: [...Map.groupBy(records, laneOf)].map(([lane, inLane]) => ({
        PartitionKey: `lane-${lane}`,
        Data: gzipSync(aggregate(inLane, { digest: false }), { level: 2 }),
      })),
    }),
  );
};
