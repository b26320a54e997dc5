import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import { type AlertRules, rulesKey } from '@millrace/shared/contracts/alert-rule';
import type { Parsed, Reason } from '@millrace/shared/contracts/parsed';
import { type DeviceEngine, deviceEngine, type EffectiveRules } from '../engine/device-engine.ts';

export type RulesInForce = { rules: EffectiveRules; engine: DeviceEngine };

type Ports = {
  /** The rules file as last read: the same object for as long as it is the same file. */
  read: (key: string) => Promise<Parsed<AlertRules>>;
  /** Hears of a refused file, each time it would have been used. */
  onRefused: (reason: Reason) => void;
};

/**
 * The rules in force. A refused file changes nothing where an earlier one is held: alerting under yesterday's rules beats
 * no alerting, and an alarm tells. A function that starts while the file is refused holds none: it throws, and its readings
 * wait in the stream until the file is repaired, for to go on without rules would withdraw every alert.
 */
export const currentRules = ({ read, onRefused }: Ports) => {
  let file: AlertRules | undefined;
  let inForce: RulesInForce | undefined;
  return async (): Promise<RulesInForce> => {
    const parsed = await read(rulesKey);
    if ('setAside' in parsed) onRefused(parsed.setAside);
    else if (parsed.ok !== file) {
      file = parsed.ok;
      inForce = rulesOf(file);
    }
    if (inForce) return inForce;
    throw new Error(`rules.json is refused: ${describe(parsed)}`);
  };
};

/** Rules ready to be evaluated. */
export const rulesOf = (file: AlertRules): RulesInForce => {
  const rules = effectiveRules(file);
  return { rules, engine: deviceEngine(rules) };
};

/** Before any rules are published. */
export const noRules: AlertRules = { version: 1, publishedAt: 0, rules: [] };

const describe = (parsed: Parsed<unknown>): string =>
  'setAside' in parsed ? `${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}` : '';
