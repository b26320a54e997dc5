import type { AlertRule, Patch } from '../contracts/alert-rule.ts';
import type { EffectiveRule } from './effective-rule.ts';
import { mergePatch } from './merge-patch.ts';

/** A rule apart from whom it selects, with patches merged into it, one after another. Valid where a checked rule set says so. */
export const ruleWith = (
  { select: _, overrides: __, subscribers: ___, ...rule }: AlertRule,
  ...patches: (Patch | undefined)[]
) =>
  patches.reduce<unknown>((merged, patch) => (patch ? mergePatch(merged, patch) : merged), rule) as EffectiveRule &
    Pick<AlertRule, 'enabled'>;
