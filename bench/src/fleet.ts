/** Devices of the registry's measurements. */
export const fleetSize = 1_000_000;

export const fleetDevice = (index: number): string => `monitor-${String(index).padStart(7, '0')}`;

/** The fleet as an operator's CSV, line by line. */
export function* fleetCsv(): Generator<string> {
  yield 'device_id,tenant,type,site,label.bed\n';
  for (let index = 0; index < fleetSize; index++)
    yield `${fleetDevice(index)},ward-a,bedside-monitor,ward-${index % 300},${index % 40}\n`;
}
