import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { Parsed, Reason } from '@millrace/shared/contracts/parsed';

type Ports = {
  /** The rules file as last read. */
  read: (key: string) => Promise<Parsed<AlertRule[]>>;
  /** Hears of a refused file, each time it would have been used. */
  onRefused: (reason: Reason) => void;
};

/**
 * The rules in force. A refused file changes nothing where an earlier one is held: alerting under yesterday's rules beats
 * no alerting, and an alarm tells. A function that starts while the file is refused holds none: it throws, and its readings
 * wait in the stream until the file is repaired, for to go on without rules would withdraw every alert.
 */
export const currentRules = ({ read, onRefused }: Ports) => {
  let inForce: AlertRule[] | undefined;
  return async (): Promise<AlertRule[]> => {
    const parsed = await read('rules.json');
    if ('ok' in parsed) inForce = parsed.ok;
    else onRefused(parsed.setAside);
    if (inForce) return inForce;
    throw new Error(`rules.json is refused: ${describe(parsed)}`);
  };
};

const describe = (parsed: Parsed<unknown>): string =>
  'setAside' in parsed ? `${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}` : '';
