import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import type { Delivered, Outcome } from '@millrace/shared/runtime/kinesis-batch';
import { count } from '@millrace/shared/runtime/observability';
import { evaluateDevice } from './evaluate-device.ts';
import { type SettlingPorts, settleDevices } from './settle-devices.ts';

export type Ports = SettlingPorts & { currentRules: () => Promise<AlertRule[]> };

/** One BatchGetItem call. What a group has stored and sent stays done if the function dies in the next. */
const devicesAtATime = 100;

/** Evaluates readings device by device; those of a device that could not tell of all its changes come again. */
export const evaluateReadings =
  ({ currentRules, ...ports }: Ports) =>
  async (records: Delivered<EnrichedReading>[]): Promise<Outcome<Reason>> => {
    const settle = settleDevices(ports, evaluateDevice(await currentRules()));
    const failed: Delivery[] = [];
    const byDevice = [...Map.groupBy(records, ({ value }) => value.deviceId)];
    for (const group of inBatches(byDevice, { count: devicesAtATime })) {
      const unsettled = await settle(
        new Map(group.map(([deviceId, each]) => [deviceId, each.map(({ value }) => value)])),
      );
      for (const [deviceId, each] of group)
        if (unsettled.has(deviceId)) failed.push(...each.map(({ delivery }) => delivery));
    }
    count('ReadingsEvaluated', records.length - failed.length);
    return { failed, bad: [] };
  };
