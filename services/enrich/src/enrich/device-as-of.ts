import type { DeviceType, DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';

/** The part of the registry that a batch needs. */
export type Registry = {
  /** Versions by rising `validFrom`; a device that the registry does not have is not here. */
  devices: ReadonlyMap<string, readonly DeviceVersion[]>;
  types: ReadonlyMap<string, DeviceType>;
};

/** What held for a device at one instant. */
export type Device = { version: DeviceVersion; type: DeviceType };

/** The device as it was at `time` (device time, epoch ms): late readings get the site and labels of their own time. */
export const deviceAsOf = (registry: Registry, deviceId: string, time: number): Parsed<Device> => {
  const versions = registry.devices.get(deviceId);
  if (!versions) return setAside('device-unknown', 'is not in the registry', '/reading/deviceId');
  const version = versions.findLast(({ validFrom }) => validFrom <= time);
  if (!version)
    return setAside('device-unknown', 'is before the first time that the registry knows the device at', '/time');
  const type = registry.types.get(version.type);
  if (!type) return setAside('device-unknown', 'is of a device type that is not in the registry', '/reading/deviceId');
  return { ok: { version, type } };
};
