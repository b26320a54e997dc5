import { minimumUnits } from './minimum-units.ts';
import { naiveUnits } from './naive-units.ts';
import { platformBill } from './platform-bill.ts';
import { sum } from './sum.ts';
import { traces } from './trace.ts';
import { dollars, type Mode, modes, prices, scaled, type Units } from './units.ts';

/** For a million readings. */
export type Bill = {
  name: string;
  /** Bytes of a reading as it travels in the raw stream, on average. */
  readingBytes: number;
  minimum: Units;
  platform: Units;
  naive: Units;
  /** USD if Timestream charged for names, too, as its developer guide still counts. */
  platformWithNames: Record<Mode, number>;
};

/** The same every time: seeded readings in virtual time. */
export const bills = async (): Promise<Bill[]> => {
  const results: Bill[] = [];
  for (const trace of traces()) {
    const bill = await platformBill(trace);
    const million = 1e6 / trace.readings;
    const platform = scaled(bill.units, million);
    const names = bill.writeUnitsWithNames * million - platform['Timestream write units (1 KB)'];
    results.push({
      name: trace.name,
      readingBytes: sum(bill.contractBytes['raw-readings']) / trace.readings,
      minimum: scaled(minimumUnits(bill), million),
      platform,
      naive: scaled(naiveUnits(trace, bill), million),
      platformWithNames: Object.fromEntries(
        modes.map((mode) => [mode, dollars(platform, mode) + names * prices['Timestream write units (1 KB)']]),
      ) as Bill['platformWithNames'],
    });
  }
  return results;
};
