import type { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import type { DeviceState } from '../engine/device-state.ts';

type Ports = {
  /** The versions of a device in the registry, by rising `validFrom`. */
  readDevice: (deviceId: string) => Promise<readonly DeviceVersion[]>;
  now: () => number;
};

/**
 * The device as the registry describes it now; undefined for one that it does not have. For what nothing is kept of: no
 * reading of it has ever moved a rule.
 */
export const describeDevice =
  ({ readDevice, now }: Ports) =>
  async (deviceId: string): Promise<DeviceState['about'] | undefined> => {
    const time = now();
    const version = (await readDevice(deviceId)).findLast(({ validFrom }) => validFrom <= time);
    if (!version) return undefined;
    const { validFrom, tenant, type, site, labels } = version;
    return { since: validFrom, tenant, deviceType: type, site, labels };
  };
