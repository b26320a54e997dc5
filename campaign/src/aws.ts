import { createEventBridge } from '../../sandbox/src/aws/eventbridge/eventbridge.ts';
import { createKinesis } from '../../sandbox/src/aws/kinesis/kinesis.ts';
import { createS3 } from '../../sandbox/src/aws/s3/s3.ts';
import { createTimestream } from '../../sandbox/src/aws/timestream/timestream.ts';
import { routeToService } from '../../sandbox/src/gateway/route-to-service.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Aws = Awaited<ReturnType<typeof createAws>>;

/** The services that the stream path stands on, empty, in virtual time; objects of S3 are files below `directory`. */
export const createAws = async (time: VirtualTime, directory: string) => {
  const nobody = async (): Promise<void> => {};
  const events = createEventBridge({ clock: time, deliver: nobody, deadLetter: nobody });
  const kinesis = createKinesis({ clock: time });
  const s3 = createS3({ clock: time, directory, emit: events.emit });
  const timestream = await createTimestream({ clock: time, putObject: s3.putObject });
  const service = routeToService(
    { events: events.service, kinesis: kinesis.service, s3: s3.service, timestream: timestream.service },
    {},
  );
  return { events, kinesis, s3, timestream, service };
};
