import { checkRules } from '@millrace/shared/alert-rules/check-rules';
import { describeFaults } from '@millrace/shared/alert-rules/describe-faults';
import type { RuleFile } from '@millrace/shared/alert-rules/read-rule-files';
import { type CommandLine, usage } from './command-line.ts';
import { describeOutcome } from './describe-outcome.ts';
import { formatRules } from './format-rules.ts';
import { publishRules } from './publish-rules.ts';
import type { RulesStore } from './rules-store.ts';

type Ports = {
  read: (directory: string) => RuleFile[];
  /** Asked only by what needs one. */
  openStore: () => Promise<RulesStore>;
  now: () => number;
  print: (text: string) => void;
  warn: (text: string) => void;
};

/** Does what was asked for, and answers the exit code: 1 where rules are refused, lost or not there. */
export const runCommand =
  (ports: Ports) =>
  async (options: Pick<CommandLine, 'command' | 'directory' | 'dryRun' | 'version'>): Promise<number> => {
    switch (options.command) {
      case 'check':
      case 'publish':
        return checkOrPublish(ports, options);
      case 'show':
        return show(ports, options);
      default:
        ports.print(usage);
        return 0;
    }
  };

type Options = Parameters<ReturnType<typeof runCommand>>[0];

const checkOrPublish = async (ports: Ports, { command, directory, dryRun }: Options): Promise<number> => {
  const { read, openStore, now, print, warn } = ports;
  const checked = checkRules(read(directory));
  if ('faults' in checked) {
    warn(
      `${describeFaults(checked.faults)}\n${checked.faults.length} faults${command === 'check' ? '' : ': nothing is published'}.`,
    );
    return 1;
  }
  if (command === 'check') {
    print(`${checked.ok.length} rules, nothing wrong.`);
    return 0;
  }
  const outcome = await publishRules({ store: await openStore(), now })(checked.ok, { dryRun });
  const { text, ok } = describeOutcome(outcome, { dryRun });
  (ok ? print : warn)(text);
  return ok ? 0 : 1;
};

const show = async ({ openStore, print, warn }: Ports, { version }: Options): Promise<number> => {
  const store = await openStore();
  const rules = version === undefined ? (await store.readCurrent())?.rules : await store.readVersion(version);
  if (rules && 'ok' in rules) {
    print(formatRules(rules.ok));
    return 0;
  }
  const what = version === undefined ? 'Rules' : `Version ${version}`;
  warn(
    rules
      ? `${what} would be refused: ${rules.setAside.pointer ?? ''} ${rules.setAside.detail}`
      : `${what}: there are none.`,
  );
  return 1;
};
