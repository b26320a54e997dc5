import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { knownBad } from './known-bad/known-bad.ts';
import { runSeed } from './run-seed.ts';
import { readStack } from './stack.ts';
import { deployed } from './wirings.ts';

export type WorkerData = {
  /** Seeds in turn, of `size` readings each. */
  seeds: number[];
  size: number;
  /** The known mistake to run with; none runs the functions as they are deployed. */
  mistake?: string;
};

/** One thread of a campaign: time and chance are the whole thread's, so it runs one seed after the other. */
const { seeds, size, mistake } = workerData as WorkerData;
const directory = mkdtempSync(join(tmpdir(), 'millrace-campaign-'));
const stack = readStack();
const wirings = mistake === undefined ? deployed : knownBad.find((each) => each.mistake === mistake)?.wirings;
if (!wirings) throw new Error(`No such known mistake: ${mistake}`);
// Any message ends the campaign, after the seed that is running: SQL under way must not be torn out of a thread.
let isEnding = false;
parentPort?.on('message', () => {
  isEnding = true;
});
parentPort?.unref();
for (const seed of seeds) {
  if (isEnding) break;
  parentPort?.postMessage(await runSeed({ seed, size, stack, wirings, directory }));
}
rmSync(directory, { recursive: true, force: true });
