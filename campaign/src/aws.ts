import { createDynamoDb } from '../../sandbox/src/aws/dynamodb.ts';
import { createEventBridge } from '../../sandbox/src/aws/eventbridge/eventbridge.ts';
import { createKinesis } from '../../sandbox/src/aws/kinesis/kinesis.ts';
import { createS3 } from '../../sandbox/src/aws/s3/s3.ts';
import { createSns } from '../../sandbox/src/aws/sns/sns.ts';
import { createTimestream } from '../../sandbox/src/aws/timestream/timestream.ts';
import { routeToService } from '../../sandbox/src/gateway/route-to-service.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Aws = Awaited<ReturnType<typeof createAws>>;

type Ports = {
  /** Takes what EventBridge and SNS deliver, by the ARN of its target. */
  deliver: (arn: string, payload: string) => void;
};

/** The services that the stream path and the alerts stand on, empty, in virtual time; objects of S3 are files below `directory`. */
export const createAws = async (time: VirtualTime, directory: string, { deliver }: Ports) => {
  const delivered = async (arn: string, payload: string): Promise<void> => deliver(arn, payload);
  const nobody = async (): Promise<never> => {
    throw new Error('Nobody listens');
  };
  const events = createEventBridge({ clock: time, deliver: delivered, deadLetter: nobody });
  const sns = createSns({ clock: time, deliver: nobody, deadLetter: delivered, post: nobody, endpoint: () => '' });
  const kinesis = createKinesis({ clock: time });
  const s3 = createS3({ clock: time, directory, emit: events.emit });
  const dynamoDb = createDynamoDb();
  const timestream = await createTimestream({ clock: time, putObject: s3.putObject });
  const service = routeToService(
    {
      dynamodb: dynamoDb.service,
      events: events.service,
      kinesis: kinesis.service,
      s3: s3.service,
      sns: sns.service,
      timestream: timestream.service,
    },
    {},
  );
  return { dynamoDb, events, kinesis, s3, sns, timestream, service };
};
