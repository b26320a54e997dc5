import { compareRules, type Difference } from '@millrace/shared/alert-rules/compare-rules';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { Reason } from '@millrace/shared/contracts/parsed';
import type { RulesStore } from './rules-store.ts';

type Ports = { store: RulesStore; now: () => number };

/** `replaced`: why the rules before were refused, where they were. */
export type Published = {
  difference: Difference;
  /** In force afterwards; with a dry run, still; undefined where there is none. */
  version: number | undefined;
  replaced?: Reason;
};

/** `lost`: somebody else published meanwhile, and nothing of this is in force. */
export type PublishOutcome = { ok: Published } | { lost: Difference };

/** Puts a checked set of rules in force in one conditional write. What changes nothing is not published. */
export const publishRules =
  ({ store, now }: Ports) =>
  async (rules: AlertRule[], { dryRun = false } = {}): Promise<PublishOutcome> => {
    const current = await store.readCurrent();
    const before = current && 'ok' in current.rules ? current.rules.ok : undefined;
    const replaced = current && 'setAside' in current.rules ? { replaced: current.rules.setAside } : {};
    const difference = compareRules(before?.rules ?? [], rules);
    if (dryRun || (before && !isDifferent(difference)))
      return { ok: { difference, version: before?.version, ...replaced } };
    const version = await store.nextVersion(current);
    return (await store.replace(current, { version, publishedAt: now(), rules }))
      ? { ok: { difference, version, ...replaced } }
      : { lost: difference };
  };

const isDifferent = ({ added, changed, removed }: Difference): boolean =>
  added.length + changed.length + removed.length > 0;
