import type { TSchema } from 'typebox';
import { AlertRules } from './alert-rule.ts';
import { DeviceTypes, RegisteredDevice, RegistryPointer } from './device-registry.ts';
import { SetAsideRecord, SetAsideRepair, SetAsideReplay } from './set-aside.ts';

export type Document = {
  carries: TSchema;
  /** As in the channel table; `tools/<tool>` is what an operator runs. */
  from: readonly string[];
  to: readonly string[];
};

const registryReaders = ['enrich/enrich', 'query-api/latest', 'query-api/series', 'tools/registry'] as const;

/** What lies in buckets to be read by others than wrote it: the channel table's counterpart for what is kept. */
export const documents = {
  'device-types': { carries: DeviceTypes, from: ['outside'], to: registryReaders },
  'registered-device': { carries: RegisteredDevice, from: ['tools/registry'], to: registryReaders },
  'registry-pointer': { carries: RegistryPointer, from: ['tools/registry'], to: registryReaders },
  // Operators write them, `tools/rules` takes them as they are: an older reader refuses a rule that it knows half of.
  'alert-rules': { carries: AlertRules, from: ['outside'], to: ['alerts/evaluate', 'tools/rules'] },
  'set-aside-record': {
    carries: SetAsideRecord,
    from: ['ingest/accept', 'enrich/enrich', 'alerts/evaluate'],
    to: ['tools/set-aside', 'outside'],
  },
  'set-aside-repair': { carries: SetAsideRepair, from: ['tools/set-aside'], to: ['tools/set-aside'] },
  'set-aside-replay': { carries: SetAsideReplay, from: ['tools/set-aside'], to: ['tools/set-aside'] },
} as const satisfies Record<string, Document>;
