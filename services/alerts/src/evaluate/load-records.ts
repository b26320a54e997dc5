import { getItems } from '@millrace/shared/runtime/get-items';
import { type DeviceRecord, emptyRecord, fromItem } from './device-record.ts';

/** Reads the records of devices, consistently and in the order asked for; a device without an item has an empty record. */
export const loadRecords = (ports: Parameters<typeof getItems>[0]) => {
  const get = getItems(ports);
  return async (deviceIds: readonly string[]): Promise<DeviceRecord[]> => {
    const items = await get(deviceIds.map((deviceId) => ({ deviceId: { S: deviceId } })));
    const stored = new Map(items.map(fromItem).map((record) => [record.deviceId, record]));
    return deviceIds.map((deviceId) => stored.get(deviceId) ?? emptyRecord(deviceId));
  };
};
