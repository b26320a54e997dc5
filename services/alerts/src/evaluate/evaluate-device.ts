import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { decideOnDevice } from '../devices/decide-on-device.ts';
import type { DeviceEngine } from '../engine/device-engine.ts';
import type { IsOn } from '../engine/device-state.ts';

/** Takes a device through its readings in stream order. */
export const evaluateDevice = (engine: DeviceEngine, isOn: IsOn, room?: number) =>
  decideOnDevice<EnrichedReading>({
    engine,
    step: (state, reading) => engine.observe(state, reading, isOn),
    nowAt: ({ receivedAt }) => receivedAt,
    leavesTimers: true,
    ...(room === undefined ? {} : { room }),
  });
