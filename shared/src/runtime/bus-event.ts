import type { EventBridgeEvent } from 'aws-lambda';

/**
 * Handles one event of a rule. EventBridge delivers at least once, so `work` is idempotent; what it throws is retried by
 * EventBridge for as long as the target's policy says, then kept in its dead-letter queue.
 */
export const busEvent =
  <Detail>(
    parse: (detail: unknown) => { ok: Detail } | { setAside: { detail: string; pointer?: string } },
    work: (detail: Detail, event: { type: string; time: string }) => Promise<void>,
  ) =>
  async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const parsed = parse(event.detail);
    // An event of another shape than its rule promises is a fault of the wiring: its dead-letter queue keeps it.
    if ('setAside' in parsed)
      throw new Error(`Event ${event['detail-type']}: ${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`);
    await work(parsed.ok, { type: event['detail-type'], time: event.time });
  };
