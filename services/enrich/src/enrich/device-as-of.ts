import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import type { DeviceType, DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { setAside } from '@millrace/shared/contracts/parsed';

/** The part of the registry that a batch needs. */
export type Registry = {
  /** Versions by rising `validFrom`; a device that the registry does not have is not here. */
  devices: ReadonlyMap<string, readonly DeviceVersion[]>;
  types: ReadonlyMap<string, DeviceType>;
};

/** What held for a device at one instant. */
export type Device = { version: DeviceVersion; type: DeviceType };

/** The device as it was at `time` (device time, epoch ms): late readings get the site and labels of their own time. */
export const deviceAsOf = (
  registry: Registry,
  deviceId: string,
  time: number,
): { ok: Device } | { unknown: DeviceUnknown['reason'] } => {
  const versions = registry.devices.get(deviceId);
  if (!versions) return { unknown: 'not-registered' };
  const version = versions.findLast(({ validFrom }) => validFrom <= time);
  if (!version) return { unknown: 'before-first-version' };
  const type = registry.types.get(version.type);
  if (!type) return { unknown: 'device-type-unknown' };
  return { ok: { version, type } };
};

/** How a reading of a device that is unknown is set aside. */
export const setAsideUnknown = {
  'not-registered': setAside('device-unknown', 'is not in the registry', '/reading/deviceId'),
  'before-first-version': setAside(
    'device-unknown',
    'is before the first time that the registry knows the device at',
    '/time',
  ),
  'device-type-unknown': setAside(
    'device-unknown',
    'is of a device type that is not in the registry',
    '/reading/deviceId',
  ),
} satisfies Record<DeviceUnknown['reason'], unknown>;
