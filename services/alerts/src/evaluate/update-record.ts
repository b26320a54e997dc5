import type { DeviceRecord } from './device-record.ts';

export type StoringPorts = {
  /** Answers a record for each device, in the order asked for. */
  load: (deviceIds: readonly string[]) => Promise<DeviceRecord[]>;
  /** Answers the record as stored, or undefined where the stored one is of another version. */
  save: (record: DeviceRecord) => Promise<DeviceRecord | undefined>;
};

/** Each one means that somebody else's write went through. */
const maxConflicts = 5;

/**
 * Applies a change to a record and stores it; where another environment was faster, the change is applied again to what
 * that one stored. A change that returns the record itself is not written. Throws when it was overtaken every time.
 */
export const updateRecord =
  ({ load, save }: StoringPorts) =>
  async (record: DeviceRecord, change: (record: DeviceRecord) => DeviceRecord): Promise<DeviceRecord> => {
    let current = record;
    for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
      const changed = change(current);
      if (changed === current) return current;
      const saved = await save(changed);
      if (saved) return saved;
      [current = record] = await load([record.deviceId]);
    }
    throw new Error(`The alert states of ${record.deviceId} were overtaken ${maxConflicts} times`);
  };
