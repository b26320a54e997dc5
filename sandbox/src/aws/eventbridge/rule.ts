import type { RetryPolicy } from './deliveries.ts';

/** An event as targets receive it. `time` has whole seconds. */
export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
};

/** At most one of `input`, `inputPath` and `inputTransformer`; without any, the target receives the event. */
export type Target = {
  id: string;
  arn: string;
  input?: string | undefined;
  inputPath?: string | undefined;
  inputTransformer?: { inputPathsMap?: Record<string, string> | undefined; inputTemplate: string } | undefined;
  deadLetterArn?: string | undefined;
  retryPolicy?: RetryPolicy | undefined;
};

export type RuleSettings = {
  name: string;
  bus: string;
  eventPattern?: object | undefined;
  scheduleExpression?: string | undefined;
  state: 'ENABLED' | 'DISABLED';
  targets: Target[];
};

export type Rule = RuleSettings & { arn: string; matches: (event: BusEvent) => boolean };
