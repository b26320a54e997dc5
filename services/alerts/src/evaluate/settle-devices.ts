import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { count } from '@millrace/shared/runtime/observability';
import type { DeviceRecord } from './device-record.ts';
import type { Evaluation } from './evaluate-device.ts';
import { inWaves } from './in-waves.ts';
import { type SendingPorts, type Sent, sendOutbox, withoutSent } from './send-outbox.ts';
import { type StoringPorts, updateRecord } from './update-record.ts';

export type SettlingPorts = StoringPorts & SendingPorts;

type Evaluate = (record: DeviceRecord, readings: readonly EnrichedReading[]) => Evaluation;

/** Readings of one device that are still to be evaluated, and what is stored of it. */
type Turn = { record: DeviceRecord; left: readonly EnrichedReading[] };

/**
 * Evaluates, stores and sends in turn until no reading is left: one round, but for a device whose outbox fills up on the
 * way. Returns the devices whose notifications could not all be sent.
 *
 * A decision is stored together with the notifications it owes, these are sent, and only then are they struck out, so a
 * crash anywhere repeats a notification at worst. Every device's outbox is sent, whether or not the readings at hand change
 * anything: they may have come again because sending it failed.
 */
export const settleDevices = (ports: SettlingPorts, evaluate: Evaluate) => {
  const update = updateRecord(ports);
  const decide = decideAndStore(update, evaluate);
  const tell = sendAndStrikeOut(update, sendOutbox(ports));
  return async (readings: ReadonlyMap<string, readonly EnrichedReading[]>): Promise<Set<string>> => {
    const records = await ports.load([...readings.keys()]);
    let turns: Turn[] = records.map((record) => ({ record, left: readings.get(record.deviceId) ?? [] }));
    const unsettled = new Set<string>();
    while (turns.length > 0) {
      const told = await tell(await inWaves(turns, decide));
      for (const { record } of told.filter(owes)) unsettled.add(record.deviceId);
      turns = told.filter((turn) => !owes(turn) && turn.left.length > 0);
    }
    return unsettled;
  };
};

type Update = ReturnType<typeof updateRecord>;

const decideAndStore =
  (update: Update, evaluate: Evaluate) =>
  async ({ record, left }: Turn): Promise<Turn> => {
    let evaluated = 0;
    const stored = await update(record, (current) => {
      const evaluation = evaluate(current, left);
      evaluated = evaluation.evaluated;
      return evaluation.record;
    });
    return { record: stored, left: left.slice(evaluated) };
  };

const sendAndStrikeOut =
  (update: Update, send: ReturnType<typeof sendOutbox>) =>
  async (turns: readonly Turn[]): Promise<Turn[]> => {
    const sent: Sent = { topic: new Set(), bus: new Set() };
    const outboxes = turns.flatMap(({ record }) => record.outbox);
    let told: Turn[] = [];
    try {
      await send(outboxes, sent);
    } finally {
      count('AlertNotificationsSent', sent.topic.size);
      // What was sent before a call threw is struck out all the same, or subscribers would hear it at every retry.
      told = await inWaves(turns, async ({ record, left }) => ({
        record: await update(record, withoutSent(sent)),
        left,
      }));
    }
    return told;
  };

const owes = ({ record }: Turn): boolean => record.outbox.length > 0;
