import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Emission, emit } from '../../sandbox/src/devices/emission.ts';
import { monitorId } from '../../sandbox/src/devices/ward.ts';
import { openWaysIn } from '../../sandbox/src/run/open-ways-in.ts';
import { startSandbox } from '../../sandbox/src/start-sandbox.ts';

const readings = 30_000;

export type EndToEndResult = { readings: number; seconds: number; peakMegabytes: number };

/** From the first put into the raw stream to the last reading in the hot store, the whole platform on this machine. */
export const measureEndToEnd = async (root: string, progress: (step: string) => void): Promise<EndToEndResult> => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const platform = await startSandbox({ root, directory, port: 0, fresh: true, progress });
  try {
    const send = await openWaysIn(platform);
    const all = emissions();
    // A first batch starts every execution environment.
    await send(all.slice(0, 500));
    await stored(platform, 500);
    progress(`Sending ${readings} readings through the whole platform`);
    const before = performance.now();
    for (let sent = 500; sent < all.length; sent += 500) await send(all.slice(sent, sent + 500));
    await stored(platform, all.length);
    const seconds = (performance.now() - before) / 1000;
    return { readings, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  } finally {
    await platform.close();
    rmSync(directory, { recursive: true });
  }
};

const emissions = (): Emission[] => {
  const start = Date.now() - 600_000;
  return Array.from({ length: readings + 500 }, (_, index) => {
    const deviceId = monitorId(1 + (index % 12));
    const measures = { 'heart-rate': 70, 'respiratory-rate': 14, 'oxygen-saturation': 97, 'body-temperature': 36.6 };
    return emit(deviceId, 'kinesis', { deviceId, time: start + index * 10, id: String(index), measures });
  });
};

const stored = async (platform: Awaited<ReturnType<typeof startSandbox>>, count: number): Promise<void> => {
  while (platform.timestream.rowCount('millrace_local', 'readings') < count) await sleep(10);
};
