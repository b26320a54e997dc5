import { type AlertRules, rulesKey } from '@millrace/shared/contracts/alert-rule';
import { bucketName } from '../../../sandbox/src/seed/names.ts';
import type { Aws } from '../aws.ts';
import type { FaultPlan } from '../fault-plan.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { firstRules, laterRules } from './rules.ts';

/** Times (epoch ms) of what happens to the rules of a world. */
export type RulesHistory = {
  /** When the later rules were published, in the worlds in which they are. */
  changedAt?: number;
  /** From when on nobody can go by the first rules any more. */
  surelyChangedAt?: number;
};

type Ports = { time: VirtualTime; plan: FaultPlan };

/** Milliseconds after which a function has seen a changed file: the age of its copy, and one slow read. */
const spreading = 60_000;

export const publishRules = ({ s3 }: Aws, rules: AlertRules | string): Promise<unknown> => {
  const body = typeof rules === 'string' ? rules : JSON.stringify(rules);
  return s3.putObject({ bucket: bucketName('rules'), key: rulesKey, body });
};

/** In some worlds a rule is taken out of the file while devices send, and in some the file is no JSON for a while. */
export const disturbRules = (aws: Aws, { time, plan }: Ports): RulesHistory => {
  const { random } = plan;
  const start = time.now();
  const changesAt = random() < 0.5 ? start + 2_000 + random() * 15_000 : undefined;
  const rulesAt = (now: number): AlertRules => (changesAt !== undefined && now >= changesAt ? laterRules : firstRules);
  const publish = (rules: AlertRules | string) => void time.during(publishRules(aws, rules));
  let settledAt = start;
  let isRefused = false;
  if (changesAt !== undefined) {
    settledAt = changesAt;
    time.after(changesAt - start, () => {
      plan.count('a rule taken out');
      if (!isRefused) publish(laterRules);
    });
  }
  if (random() < 0.3) {
    const from = random() * 25_000;
    const until = from + random() * 40_000;
    settledAt = Math.max(settledAt, start + until);
    time.after(from, () => {
      plan.count('rules refused');
      isRefused = true;
      publish('{"version":3,');
    });
    time.after(until, () => {
      isRefused = false;
      publish(rulesAt(time.now()));
    });
  }
  return changesAt === undefined ? {} : { changedAt: changesAt, surelyChangedAt: settledAt + spreading };
};
