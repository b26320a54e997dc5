import type { RuleFault } from './rule-fault.ts';

/** A line a fault, as compilers write it, so that editors find the place. */
export const describeFaults = (faults: readonly RuleFault[]): string =>
  faults
    .map(({ at, rule, detail }) =>
      [
        ...(at ? [`${at.file}:${at.line}:${at.column}`] : []),
        // What is no id may be anything that was written there.
        ...(rule !== undefined && /^[!-~]{1,64}$/.test(rule) ? [rule] : []),
        detail,
      ].join('  '),
    )
    .join('\n');
