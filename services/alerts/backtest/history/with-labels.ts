import type { EnrichedReading, Labels } from '@millrace/shared/contracts/enriched-reading';
import type { RegistrySnapshot } from '@millrace/shared/registry/open-registry';

const none: Labels = {};

/**
 * Readings with the labels that the registry has for their devices as of their own times: they are not in the lake. Hears
 * of each device that the registry does not have (any more), whose readings stay without.
 */
export const withLabels =
  ({ versionsOf }: Pick<RegistrySnapshot, 'versionsOf'>, onUnknown: (deviceId: string) => void) =>
  async (readings: readonly EnrichedReading[]): Promise<EnrichedReading[]> => {
    const devices = await versionsOf(new Set(readings.map(({ deviceId }) => deviceId)));
    return readings.map((reading) => {
      const version = devices.get(reading.deviceId)?.findLast(({ validFrom }) => validFrom <= reading.time);
      if (version === undefined) onUnknown(reading.deviceId);
      return { ...reading, labels: version?.labels ?? none };
    });
  };
