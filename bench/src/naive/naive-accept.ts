import { KinesisClient } from '@aws-sdk/client-kinesis';
import { parseReading } from '@millrace/shared/contracts/parse-reading';
import type { World } from '@millrace/shared/runtime/world';
import type { KinesisStreamEvent } from 'aws-lambda';
import { putPacked } from './put-packed.ts';
import { readAggregate } from './read-aggregate.ts';

type Config = { ACCEPTED_READINGS_STREAM: string };

/**
 * What accept does for its user, and nothing for the day when something goes wrong: no digest is checked, a reading gets no
 * id and no delivery, a bad one is dropped, and nobody looks at what the stream answers.
 */
export const naiveAccept = (config: Config, { client }: World) => {
  const kinesis = new KinesisClient(client);
  return async ({ Records }: KinesisStreamEvent): Promise<void> => {
    const accepted = Records.flatMap(({ kinesis: { data, approximateArrivalTimestamp } }) =>
      readAggregate(Buffer.from(data, 'base64')).flatMap((record) => {
        const text = record.data.toString('utf8');
        const parsed = parseReading(text);
        if ('setAside' in parsed) return [];
        const { reading, time } = parsed.ok;
        const envelope = `{"receivedAt":${approximateArrivalTimestamp * 1000},"time":${time},"reading":${text}}`;
        return [{ partitionKey: reading.deviceId, data: Buffer.from(envelope) }];
      }),
    );
    await putPacked(kinesis, config.ACCEPTED_READINGS_STREAM, accepted);
  };
};
