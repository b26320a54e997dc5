import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../sandbox/src/devices/seeded-random.ts';
import { resourceName } from '../../sandbox/src/seed/names.ts';
import { alertsRest } from './alerts/alerts-rest.ts';
import { type AlertFigures, countAlerts, noAlerts } from './alerts/count-alerts.ts';
import { judgeAlerts } from './alerts/judge-alerts.ts';
import { disturbRules } from './alerts/publish-rules.ts';
import { readAlerts } from './alerts/read-alerts.ts';
import { disturb } from './disturb.ts';
import { drawFaultPlan, type FaultPlan } from './fault-plan.ts';
import { garbled, sendFleet, sendLast } from './fleet.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { replayGivenUp } from './replay-given-up.ts';
import type { Stack } from './stack.ts';
import { judge, type Violation } from './verdict.ts';
import { takeOverTime, type VirtualTime } from './virtual-time.ts';
import type { Wirings } from './wirings.ts';

export type SeedResult = {
  seed: number;
  readings: number;
  violations: Violation[];
  faults: Record<string, number>;
  /** Call sites where an environment died, `before` or `after` the call took effect. */
  crashed: string[];
  /** Every call site that was met. */
  met: string[];
  alerts: AlertFigures;
};

type Settings = { seed: number; size: number; stack: Stack; wirings: Wirings; directory: string };

/** Every seed begins at the same time. */
const start = Date.UTC(2026, 5, 1, 12);

/**
 * One world: its devices send, faults rage for a while, then it is calm and comes to rest; what Lambda gave up is sent
 * again, and the law is held against the stores. The same seed is the same run.
 */
export const runSeed = async ({ seed, size, stack, wirings, directory: parent }: Settings): Promise<SeedResult> => {
  const directory = join(parent, String(seed));
  const random = seededRandom(seed);
  const time = takeOverTime(start, random);
  const plan = drawFaultPlan({ random, now: time.now });
  const violations: Violation[] = [];
  const report = (violation: Violation) => void violations.push(violation);
  const pipeline = await startPipeline({ stack, time, plan, wirings, directory, report });
  try {
    const { sent, puts, posts } = sendFleet(size, { random, start, count: plan.count });
    const stream = resourceName('raw-readings');
    for (const { at, partitionKey, data } of puts)
      time.after(at, () => pipeline.aws.kinesis.put({ stream, partitionKey, data }));
    for (const { at, each, text } of posts) time.after(at, () => pipeline.http.send(each, text));
    disturb(pipeline, { time, plan });
    const rulesHistory = disturbRules(pipeline.aws, { time, plan });
    const strange = putGarbled(pipeline, time, random);

    const storm = time.now() + 30_000 + random() * 90_000;
    while (time.now() < storm && (await time.step()));
    plan.calm();
    pipeline.wakes.setRare(true);
    let alertFigures = noAlerts;
    if (!((await comeToRest(time, pipeline)) && (await restore(time, pipeline, plan))))
      report({ kind: 'never came to rest', detail: 'within a day, or what is replayed is given up again and again' });
    else {
      while (time.now() < (rulesHistory.surelyChangedAt ?? 0)) await time.step();
      pipeline.wakes.setRare(false);
      const last = sendLast(size * 3, time.now());
      sent.push(...last.sent);
      for (const { at, partitionKey, data } of last.puts)
        time.after(at, () => pipeline.aws.kinesis.put({ stream, partitionKey, data }));
      if (!(await comeToRest(time, pipeline)) || !(await alertsRest(time, pipeline)))
        report({ kind: 'never came to rest', detail: 'alerts that are not told of, or timers that never end' });
      const outcome = await time.during(readOutcome(pipeline.aws));
      const alerts = await time.during(readAlerts(pipeline.aws, pipeline.heard, pipeline.variables));
      const { deliveries, variables } = pipeline;
      violations.push(...judge(sent, outcome), ...judgeStrange(strange, outcome));
      const verdict = judgeAlerts({
        ...{ outcome, alerts, deliveries, rulesHistory, lost: plan.lost, restedAt: time.now() },
        underWay: Number(variables.UNDER_WAY_SECONDS) * 1000,
      });
      violations.push(...verdict.violations);
      alertFigures = countAlerts(alerts, verdict);
    }
    const { counts, crashed, met } = plan;
    const faults = Object.fromEntries(counts);
    return {
      ...{ seed, readings: sent.length, violations, faults },
      ...{ crashed: [...crashed], met: [...met], alerts: alertFigures },
    };
  } finally {
    for (const mapping of pipeline.mappings) mapping.stop();
    await pipeline.aws.timestream.close();
    await pipeline.aws.dynamoDb.close();
    for (const each of [directory, `${directory}-meta`]) rmSync(each, { recursive: true, force: true });
  }
};

/** What is no enriched reading, put where only those should be: `-evaluate` has to set it aside. */
const putGarbled = ({ aws }: Pipeline, time: VirtualTime, random: () => number): Buffer[] => {
  const strange = ['1', '2'].map((number) => Buffer.from(`${garbled} ${number}`));
  const stream = resourceName('enriched-readings');
  for (const data of strange)
    time.after(random() * 20_000, () => aws.kinesis.put({ stream, partitionKey: data.toString(), data }));
  return strange;
};

const judgeStrange = (strange: readonly Buffer[], { setAside }: Outcome): Violation[] => {
  const kept = new Set(setAside.map(({ data }) => data));
  return strange
    .filter((data) => !kept.has(data.toString('base64')))
    .map((data) => ({ kind: 'not set aside', detail: data.toString() }));
};

/** Milliseconds of virtual time; the streams keep records for a day. */
const patience = 23 * 3_600_000;

const comeToRest = async (time: VirtualTime, { idle }: Pipeline): Promise<boolean> => {
  const end = time.now() + patience;
  // Two seconds without work: between two streams a reading is in neither mapping for a moment.
  for (let busyAt = time.now(); time.now() < busyAt + 2_000; ) {
    if (time.now() > end || !(await time.step())) return idle();
    if (!idle()) busyAt = time.now();
  }
  return true;
};

/** Mends the function and replays what was given up, until there is nothing more to replay. */
const restore = async (time: VirtualTime, pipeline: Pipeline, plan: FaultPlan): Promise<boolean> => {
  plan.mend();
  for (let run = 1; run <= 3; run++) {
    if ((await time.during(replayGivenUp(pipeline.aws, time, run))) === 0) return true;
    if (!(await comeToRest(time, pipeline))) return false;
  }
  return false;
};
