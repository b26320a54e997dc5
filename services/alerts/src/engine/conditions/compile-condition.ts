import type { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import { anomaly } from './anomaly.ts';
import { all, any } from './combined.ts';
import { type Condition, sealed } from './condition.ts';
import { hours } from './hours.ts';
import { logs } from './logs.ts';
import { rate } from './rate.ts';
import { repeated } from './repeated.ts';
import { score } from './score.ts';
import { silence } from './silence.ts';
import { threshold } from './threshold.ts';

/** The condition that a rule describes. The contract sees to it that it describes exactly one. */
export const compileCondition = (given: AlertCondition): Condition => {
  if (given.threshold) return sealed(threshold(given.threshold));
  if (given.repeated) return sealed(repeated(given.repeated));
  if (given.rate) return sealed(rate(given.rate));
  if (given.silence) return sealed(silence(given.silence));
  if (given.logs) return sealed(logs(given.logs));
  if (given.anomaly) return sealed(anomaly(given.anomaly));
  if (given.score) return sealed(score(given.score));
  if (given.hours) return sealed(hours(given.hours));
  if (given.all) return sealed(all(given.all.map(compileCondition)));
  if (given.any) return sealed(any(given.any.map(compileCondition)));
  throw new Error(`Not a condition: ${JSON.stringify(given)}`);
};
