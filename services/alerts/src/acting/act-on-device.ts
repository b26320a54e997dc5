import { logger } from '@millrace/shared/runtime/observability';
import { decideOnDevice } from '../devices/decide-on-device.ts';
import type { DeviceRecord } from '../devices/device-record.ts';
import type { DeviceState } from '../engine/device-state.ts';
import { type SettlingPorts, settleRecords } from '../records/settle-records.ts';
import { updateRecord } from '../records/update-record.ts';
import type { RulesInForce } from '../rules/current-rules.ts';
import { type Outcome, takeAction, type Wanted } from './take-action.ts';

type Ports = SettlingPorts<DeviceState> & { currentRules: () => Promise<RulesInForce> };

/** What became of it, and the device as it is stored then. */
export type Done = { outcome: Outcome; record: DeviceRecord };

/**
 * Does something to a device: it is decided and stored in one write, together with what is to be told, and anew on what
 * somebody else has stored meanwhile. From then on it is done. So what cannot be sent by the time that `signal` leaves is
 * no error: it stays in the outbox, and timers see to it.
 */
export const actOnDevice = ({ currentRules, ...ports }: Ports) => {
  const update = updateRecord(ports);
  const sendOutbox = settleRecords<DeviceState, never>(ports, (record) => ({ record, done: 0 }));
  return async (deviceId: string, wanted: Wanted, signal?: AbortSignal): Promise<Done> => {
    const { engine } = await currentRules();
    const act = takeAction(engine, wanted);
    const [record] = await ports.load([deviceId]);
    if (!record) throw new Error('A record was not answered');
    let outcome: Outcome = 'busy';
    const stored = await update(record, (current) => {
      outcome = 'busy';
      const decide = decideOnDevice<Wanted>({
        engine,
        step: (state) => {
          const taken = act(state);
          outcome = taken.outcome;
          return taken.moved;
        },
        nowAt: ({ now }) => now,
        leavesTimers: true,
      });
      return decide(current, [wanted]).record;
    });
    if (stored.outbox.length > 0) await inTime(sendOutbox(new Map([[deviceId, []]])), signal);
    return { outcome, record: stored };
  };
};

/** Waits for the work as long as there is time. What fails is told to operators only. */
const inTime = async (work: Promise<unknown>, signal = new AbortController().signal): Promise<void> => {
  const timeIsUp = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([work, timeIsUp]);
  } catch (error) {
    logger.error('What an action changed could not be told yet', error as Error);
  }
};
