import { compareRules, type Difference as RulesDifference } from '@millrace/shared/alert-rules/compare-rules';
import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { Episode } from '../replay/episodes.ts';
import type { Backtest } from '../run-backtest.ts';
import { compareAlerts, type Difference, isDifferent } from './compare-alerts.ts';
import { partOf, type RuleSummary, summarise } from './summarise.ts';

/** What is reported, as `--format json` prints it. Instants are epoch milliseconds, lengths milliseconds. */
export type Report = {
  from: number;
  to: number;
  warmUpFrom: number;
  /** Of the last reading in the range. */
  lastArrival: number;
  readings: number;
  warmUpReadings: number;
  devices: number;
  /** Devices that the registry does not have, so that no rule can select them by a label. */
  unlabelled: number;
  /** Length of each part that `over` of a summary counts. */
  part: number;
  rules: RuleSummary[];
  alerts: Episode[];
  /** Against the rules in force, where these are known. */
  difference?: Difference & { rules: RulesDifference; summaries: RuleSummary[]; isDifferent: boolean };
};

export const makeReport = (
  { counts, range, warmUpFrom, lastArrival, proposed, inForce }: Backtest,
  rules: { proposed: AlertRules; inForce?: AlertRules | undefined },
  unlabelled: number,
): Report => {
  const part = partOf(range);
  const report = {
    ...{ ...range, warmUpFrom, lastArrival, ...counts, unlabelled, part },
    rules: summarise(ruleIds(rules.proposed), proposed, range, part),
    alerts: proposed,
  };
  if (inForce === undefined || rules.inForce === undefined) return report;
  const difference = compareAlerts(proposed, inForce);
  return {
    ...report,
    difference: {
      ...difference,
      isDifferent: isDifferent(difference),
      rules: compareRules(rules.inForce.rules, rules.proposed.rules),
      summaries: summarise(ruleIds(rules.inForce), inForce, range, part),
    },
  };
};

/** Rules, and behind each the rules that its subscribers have of it. */
const ruleIds = ({ rules }: AlertRules): string[] =>
  rules.flatMap(({ id, subscribers = {} }) => [id, ...Object.keys(subscribers).map((name) => `${id}@${name}`)]);
