import type { RegistrySnapshot } from '@millrace/shared/registry/open-registry';
import type { Registry } from './device-as-of.ts';

type Ports = { open: () => Promise<RegistrySnapshot> };

/** Reads what a batch needs of the registry, all of it from one snapshot. */
export const readRegistry =
  ({ open }: Ports) =>
  async (deviceIds: ReadonlySet<string>): Promise<Registry> => {
    const snapshot = await open();
    const [devices, types] = await Promise.all([snapshot.versionsOf(deviceIds), snapshot.deviceTypes()]);
    return { devices, types };
  };
