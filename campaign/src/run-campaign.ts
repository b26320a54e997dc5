import { Worker } from 'node:worker_threads';
import { type AlertFigures, noAlerts, sumOf } from './alerts/count-alerts.ts';
import type { WorkerData } from './campaign-worker.ts';
import type { SeedResult } from './run-seed.ts';

type Campaign = WorkerData & {
  threads: number;
  /** Called after each seed; `false` ends the campaign. */
  onResult?: (result: SeedResult) => boolean | undefined;
};

export type CampaignResult = {
  seeds: number;
  readings: number;
  /** Faults that struck, by name. */
  faults: Record<string, number>;
  crashed: Set<string>;
  met: Set<string>;
  alerts: AlertFigures;
  failed: SeedResult[];
};

/** Runs every seed, over some threads, and adds the results up. Rejects when a thread fails of itself. */
export const runCampaign = async ({ seeds, size, mistake, threads, onResult }: Campaign): Promise<CampaignResult> => {
  const sum: CampaignResult = {
    ...{ seeds: 0, readings: 0, faults: {}, alerts: noAlerts },
    ...{ crashed: new Set(), met: new Set(), failed: [] },
  };
  const add = (result: SeedResult): boolean => {
    sum.seeds++;
    sum.readings += result.readings;
    sum.alerts = sumOf(sum.alerts, result.alerts);
    for (const [name, count] of Object.entries(result.faults)) sum.faults[name] = (sum.faults[name] ?? 0) + count;
    for (const each of result.crashed) sum.crashed.add(each);
    for (const each of result.met) sum.met.add(each);
    if (result.violations.length > 0) sum.failed.push(result);
    return onResult?.(result) ?? true;
  };
  // Dealt in turn, so that long seeds fall to all threads alike.
  const hands = Array.from({ length: threads }, (_, thread) => seeds.filter((_, index) => index % threads === thread));
  const workers = hands
    .filter((hand) => hand.length > 0)
    .map((hand) => startThread({ seeds: hand, size, ...(mistake !== undefined && { mistake }) }));
  const endAll = (): void => {
    for (const worker of workers) worker.postMessage('end');
  };
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on('message', (result: SeedResult) => {
            if (!add(result)) endAll();
          });
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  return sum;
};

const startThread = (workerData: WorkerData): Worker => {
  const worker = new Worker(new URL('./campaign-worker.ts', import.meta.url), {
    workerData,
    // Nobody reads what the functions log and count.
    env: { ...process.env, POWERTOOLS_METRICS_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    execArgv: ['--no-warnings'],
    stdout: true,
  });
  worker.stdout.resume();
  return worker;
};
