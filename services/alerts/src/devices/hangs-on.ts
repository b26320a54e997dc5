import type { EffectiveRules } from '../engine/device-engine.ts';
import type { Device } from '../engine/life/setting.ts';

/** The devices whose alerts suppress those of the given ones: named by a label that a rule's `suppress` names. */
export const hangsOn =
  ({ select }: EffectiveRules) =>
  (devices: readonly Device[]): string[] => {
    const others = new Set<string>();
    for (const device of devices)
      for (const { suppress } of select(device).values()) {
        const other = suppress && device.labels[suppress.label];
        if (other !== undefined) others.add(other);
      }
    return [...others];
  };
