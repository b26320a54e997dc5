import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Emission, emit } from '../../sandbox/src/devices/emission.ts';
import { monitorId } from '../../sandbox/src/devices/ward.ts';
import type { Platform } from '../../sandbox/src/platform.ts';
import { openWaysIn } from '../../sandbox/src/run/open-ways-in.ts';
import { startSandbox } from '../../sandbox/src/start-sandbox.ts';
import { answer } from './in-own-process.ts';
import { median } from './median.ts';

export type EndToEndResult = { rounds: number; readings: number; seconds: number; peakMegabytes: number };

/** Each waits until all its readings are in the hot store. */
const rounds = 5;
const readings = 10_000;

/** Sent at once; the first of them are not timed, for they start every execution environment. */
const sentAtOnce = 500;

/**
 * From the first put into the raw stream to the last reading in the hot store, the whole platform in a process of its own:
 * `node measure-end-to-end.ts <root>`.
 */
const measure = async (root: string): Promise<EndToEndResult> => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
  try {
    const send = await openWaysIn(platform);
    const all = emissions();
    let sent = 0;
    const pass = async (count: number): Promise<void> => {
      for (const end = sent + count; sent < end; sent += sentAtOnce) await send(all.slice(sent, sent + sentAtOnce));
      await stored(platform, sent);
    };
    await pass(sentAtOnce);
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = performance.now();
      await pass(readings);
      seconds.push((performance.now() - before) / 1000);
    }
    const peakMegabytes = process.resourceUsage().maxRSS / 1024;
    return { rounds, readings, seconds: median(seconds), peakMegabytes };
  } finally {
    await platform.close();
    rmSync(directory, { recursive: true });
  }
};

const emissions = (): Emission[] => {
  const start = Date.now() - 600_000;
  return Array.from({ length: sentAtOnce + rounds * readings }, (_, index) => {
    const deviceId = monitorId(1 + (index % 12));
    const measures = { 'heart-rate': 70, 'respiratory-rate': 14, 'oxygen-saturation': 97, 'body-temperature': 36.6 };
    return emit(deviceId, 'kinesis', { deviceId, time: start + index * 10, id: String(index), measures });
  });
};

/** Rejects when nothing has been stored for a minute. */
const stored = async ({ timestream }: Platform, count: number): Promise<void> => {
  let seen = 0;
  let seenAt = performance.now();
  for (;;) {
    const rows = timestream.rowCount('millrace_local', 'readings');
    if (rows >= count) return;
    if (rows > seen) [seen, seenAt] = [rows, performance.now()];
    if (performance.now() - seenAt > 60_000) throw new Error(`The hot store stays at ${rows} of ${count} readings`);
    await sleep(10);
  }
};

answer(await measure(process.argv[2] ?? ''));
