import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import type { Delivered, Outcome } from '@millrace/shared/runtime/kinesis-batch';
import { count } from '@millrace/shared/runtime/observability';
import { isOnIn } from '../devices/decide-on-device.ts';
import { hangsOn } from '../devices/hangs-on.ts';
import type { DeviceState } from '../engine/device-state.ts';
import { type SettlingPorts, settleRecords } from '../records/settle-records.ts';
import type { RulesInForce } from '../rules/current-rules.ts';
import { evaluateDevice } from './evaluate-device.ts';

export type Ports = SettlingPorts<DeviceState> & { currentRules: () => Promise<RulesInForce> };

/** One BatchGetItem call. What a group has stored and sent stays done if the function dies in the next. */
const devicesAtATime = 100;

/** Evaluates readings device by device; those of a device that could not tell of all its changes come again. */
export const evaluateReadings =
  ({ currentRules, ...ports }: Ports) =>
  async (records: Delivered<EnrichedReading>[]): Promise<Outcome<Reason>> => {
    const { engine, rules } = await currentRules();
    const failed: Delivery[] = [];
    const byDevice = [...Map.groupBy(records, ({ value }) => value.deviceId)];
    for (const group of inBatches(byDevice, { count: devicesAtATime })) {
      const others = hangsOn(rules)(group.flatMap(([, each]) => each.map(({ value }) => value)));
      const isOn = isOnIn(others.length === 0 ? [] : await ports.load(others));
      const settle = settleRecords(ports, evaluateDevice(engine, isOn));
      const unsettled = await settle(
        new Map(group.map(([deviceId, each]) => [deviceId, each.map(({ value }) => value)])),
      );
      for (const [deviceId, each] of group)
        if (unsettled.has(deviceId)) failed.push(...each.map(({ delivery }) => delivery));
    }
    count('ReadingsEvaluated', records.length - failed.length);
    return { failed, bad: [] };
  };
