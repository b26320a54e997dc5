import type { Clock } from '../../clock.ts';
import type { Outcome } from './outbox.ts';
import { isPermanentError, retryDelay } from './retry-policy.ts';
import { type Outgoing, type SendPorts, send, sendToDeadLetters } from './send.ts';

/** Something on its way to one subscriber, with the moment of its next attempt. Cloned as it is to be saved. */
export type Delivery = Outgoing & { attempts: number; dueAt: number };

export type DeliveryPorts = SendPorts & { clock: Clock };

/** A subscriber that fails must not eat the memory: past this, new deliveries fail at once. */
const mostPending = 10_000;

/**
 * Delivers at least once, with SNS's retries, then to the subscription's dead-letter queue. What shares a lane (a FIFO
 * message group on its way to one subscriber) goes one after the other; everything else goes at once.
 */
export const createDeliveries = (ports: DeliveryPorts, settled: (delivery: Delivery, outcome: Outcome) => void) => {
  const { clock } = ports;
  const lanes = new Map<string, Delivery[]>();
  let pending = 0;

  const add = (delivery: Delivery): void => {
    if (pending >= mostPending) {
      settled(delivery, 'failed');
      return;
    }
    pending += 1;
    const lane = laneOf(delivery);
    const waiting = lanes.get(lane);
    if (waiting) waiting.push(delivery);
    else {
      lanes.set(lane, [delivery]);
      schedule(lane, delivery);
    }
  };

  const schedule = (lane: string, delivery: Delivery): void => {
    clock.after(Math.max(0, delivery.dueAt - clock.now()), () => void attempt(lane, delivery));
  };

  const attempt = async (lane: string, delivery: Delivery): Promise<void> => {
    delivery.attempts += 1;
    const result = await send(ports)(delivery).catch((error) => (isPermanentError(error) ? 'refused' : 'failed'));
    const delay = result === 'failed' ? retryDelay(delivery.subscription.protocol, delivery.attempts) : undefined;
    if (delay !== undefined) {
      delivery.dueAt = clock.now() + delay;
      schedule(lane, delivery);
      return;
    }
    settled(delivery, result === 'delivered' ? 'delivered' : await sendToDeadLetters(ports)(delivery));
    pending -= 1;
    const waiting = lanes.get(lane) ?? [];
    waiting.shift();
    const [next] = waiting;
    if (next) schedule(lane, next);
    else lanes.delete(lane);
  };

  return {
    add,
    idle: (): boolean => pending === 0,
    save: (): Delivery[] => [...lanes.values()].flat(),
    restore(saved: Delivery[]): void {
      for (const delivery of saved) add({ ...delivery });
    },
  };
};

const laneOf = ({ kind, message, subscription: { arn } }: Delivery): string =>
  kind === 'message' && message.sequenceNumber !== undefined
    ? `${arn} group ${message.messageGroupId}`
    : `${arn} ${message.id}`;
