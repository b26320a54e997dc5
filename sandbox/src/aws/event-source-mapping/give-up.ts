import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Counters } from './counters.ts';
import type { Item } from './event.ts';
import { type Failure, type FailureDocument, failureDocument, failureObjectKey } from './failure-document.ts';
import type { Settings } from './settings.ts';
import type { Waits } from './waits.ts';

/** Takes a document to a queue, a topic or a bucket. `objectKey` is the key that Lambda gives it in a bucket. */
export type DeliverFailure = (destinationArn: string, document: FailureDocument, objectKey: string) => Promise<void>;

type Ports = {
  clock: Clock;
  settings: Settings;
  shardId: string;
  streamArn: string;
  deliverFailure: DeliverFailure;
  counters: Counters;
  waits: Waits;
};

/** Gives records up. AWS documents no retry of a failed destination: trying again is for `deliverFailure` to do. */
export const giveUp =
  ({ clock, settings, shardId, streamArn, deliverFailure, counters, waits }: Ports) =>
  async (items: Item[], failure: Failure): Promise<void> => {
    const { onFailure, functionArn, uuid } = settings;
    const [first, ...rest] = items;
    if (!first) return;
    if (!onFailure) {
      counters.lost += items.length;
      return;
    }
    const now = clock.now();
    const withPayload = onFailure.includes(':s3:');
    const context = { requestId: randomUUID(), functionArn, shardId, streamArn, now, withPayload };
    const document = failureDocument([first, ...rest], failure, context);
    const delivery = deliverFailure(onFailure, document, failureObjectKey(uuid, shardId, now, randomUUID()));
    const taken = await waits.result(delivery.then(() => true).catch(() => false));
    counters[taken ? 'sentToDestination' : 'lost'] += items.length;
  };
