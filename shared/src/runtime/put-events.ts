import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { inBatches } from './batches.ts';
import { type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

export type BusEvent = { type: string; detail: object };
type Ports = { client: EventBridgeClient; bus: string; source: string; retry: RetryPolicy };

/** Announces facts on the bus: 10 entries and 256 KB a call. Throws when an entry is still refused after the retries. */
export const putEvents =
  ({ client, bus, source, retry }: Ports) =>
  async (events: readonly BusEvent[]): Promise<void> => {
    const entries = events.map(({ type, detail }) => ({
      EventBusName: bus,
      Source: source,
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    for (const batch of inBatches(entries, { count: 10, bytes: 240 * 1024, sizeOf }))
      throwRefused(await sendWithRetry(batch, send(client), retry));
  };

const sizeOf = ({ Detail = '', DetailType = '', Source = '' }: PutEventsRequestEntry): number =>
  Buffer.byteLength(Detail) + DetailType.length + Source.length;

const send =
  (client: EventBridgeClient) =>
  async (entries: readonly PutEventsRequestEntry[]): Promise<Refused<PutEventsRequestEntry>[]> => {
    const answer = await client.send(new PutEventsCommand({ Entries: [...entries] }));
    return entries.flatMap((entry, index) => {
      const code = answer.Entries?.[index]?.ErrorCode;
      return code ? [{ entry, code, retriable: retriableCodes.has(code) }] : [];
    });
  };

const retriableCodes = new Set(['ThrottlingException', 'InternalFailure', 'InternalException']);

const throwRefused = ([first]: Refused<unknown>[]): void => {
  if (first) throw new Error(`EventBridge refused an event: ${first.code}`);
};
