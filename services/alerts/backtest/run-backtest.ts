import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type Episode, gatherEpisodes } from './replay/episodes.ts';
import { replayRules } from './replay/replay-rules.ts';
import type { Range } from './report/summarise.ts';

export type Backtest = {
  /** Of the wall clock: what would have been known in it. */
  range: Range;
  warmUpFrom: number;
  /** When the last reading of the range arrived. */
  lastArrival: number;
  counts: { readings: number; warmUpReadings: number; devices: number };
  proposed: Episode[];
  inForce?: Episode[];
};

type Settings = {
  /** Left out, from the first reading's arrival on, or until the last one's. */
  from?: number | undefined;
  to?: number | undefined;
  /** Milliseconds before `from`. */
  warmUp: number;
  proposed: AlertRules;
  inForce?: AlertRules | undefined;
  progress: (arrivedAt: number, readings: number) => void;
};

/**
 * Runs the proposed rules, and those in force beside them, over readings in the order of their arrival. Each begins without
 * state, the warm-up before the range, so that what is on when it begins is known. Undefined where no reading arrived in
 * the range.
 */
export const runBacktest = async (
  history: AsyncIterable<readonly EnrichedReading[]>,
  { from: givenFrom, to: givenTo, warmUp, proposed, inForce, progress }: Settings,
): Promise<Backtest | undefined> => {
  let runs: Run[] = [];
  const until = givenTo ?? Number.POSITIVE_INFINITY;
  let from = givenFrom ?? 0;
  let last = 0;
  let readings = 0;
  let warmUpReadings = 0;
  const devices = new Set<string>();
  for await (const some of history) {
    for (const reading of some) {
      const { receivedAt } = reading;
      if (runs.length === 0) {
        from = givenFrom ?? receivedAt;
        runs = [proposed, ...(inForce === undefined ? [] : [inForce])].map((rules) => startRun(rules, from));
      }
      if (receivedAt < from - warmUp) continue;
      if (receivedAt >= until) break;
      for (const run of runs) run.take(reading);
      last = receivedAt;
      if (receivedAt < from) warmUpReadings += 1;
      else {
        readings += 1;
        devices.add(reading.deviceId);
      }
    }
    progress(last, readings + warmUpReadings);
    if ((some.at(-1)?.receivedAt ?? 0) >= until) break;
  }
  const to = givenTo ?? last;
  if (readings === 0) return undefined;
  for (const run of runs) run.passTo(to);
  const [ours, theirs] = runs.map((run) => run.all());
  return {
    range: { from, to },
    warmUpFrom: from - (givenFrom === undefined ? 0 : warmUp),
    lastArrival: last,
    counts: { readings, warmUpReadings, devices: devices.size },
    proposed: ours ?? [],
    ...(theirs === undefined ? {} : { inForce: theirs }),
  };
};

type Run = ReturnType<typeof startRun>;

const startRun = (rules: AlertRules, from: number) => {
  const episodes = gatherEpisodes(from);
  return { ...replayRules({ rules, onNews: episodes.hear }), all: episodes.all };
};
