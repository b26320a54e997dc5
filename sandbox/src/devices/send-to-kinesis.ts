import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { inBatches } from '@millrace/shared/runtime/batches';
import { defaultRetry, sendWithRetry } from '@millrace/shared/runtime/retry';
import type { Emission } from './emission.ts';

type Ports = { client: KinesisClient; stream: string };

/** Puts readings straight into the raw stream, a plain record each, as a device with AWS credentials would. */
export const sendToKinesis =
  ({ client, stream }: Ports) =>
  async (emissions: readonly Emission[]): Promise<void> => {
    const limits = { count: 500, bytes: 4 * 1024 * 1024, sizeOf: ({ bytes }: Emission) => bytes.length + 128 };
    for (const batch of inBatches(emissions, limits)) {
      const put = async (entries: readonly Emission[]) => {
        const Records = entries.map(({ deviceId, bytes }) => ({ PartitionKey: deviceId, Data: bytes }));
        const answer = await client.send(new PutRecordsCommand({ StreamName: stream, Records }));
        return entries.flatMap((entry, index) => {
          const code = answer.Records?.[index]?.ErrorCode;
          return code ? [{ entry, code, retriable: true }] : [];
        });
      };
      const refused = await sendWithRetry(batch, put, defaultRetry);
      if (refused.length > 0) throw new Error(`Kinesis still refuses ${refused.length} readings`);
    }
  };
