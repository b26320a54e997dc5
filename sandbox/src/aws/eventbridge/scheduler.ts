import { randomUUID } from 'node:crypto';
import { account, region } from '../account.ts';
import type { Invocation, RetryPolicy } from './deliveries.ts';

/** `AWS::Scheduler::Schedule`: `scheduleExpression` is rate, cron or at, the latter two in `timezone` (UTC unless named). */
export type Schedule = {
  name: string;
  scheduleExpression: string;
  timezone?: string | undefined;
  target: {
    arn: string;
    input?: string | undefined;
    retryPolicy?: RetryPolicy | undefined;
    deadLetterArn?: string | undefined;
  };
  state?: 'ENABLED' | 'DISABLED' | undefined;
};

export const scheduleArn = (name: string): string => `arn:aws:scheduler:${region}:${account}:schedule/default/${name}`;

/**
 * What a schedule delivers when it fires at `time` (ISO 8601). The input may hold context attributes; the attempt number
 * stays 1, as the payload is made once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const scheduledInvocation = ({ name, target }: Schedule, time: string): Invocation => {
  const context: Record<string, string> = {
    'schedule-arn': scheduleArn(name),
    'scheduled-time': time,
    'execution-id': randomUUID(),
    'attempt-number': '1',
  };
  const payload = (target.input ?? defaultInput(name, time)).replace(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (keyword, attribute) => context[attribute] ?? keyword,
  );
  return {
    payload,
    targetArn: target.arn,
    origin: {
      SCHEDULE_ARN: scheduleArn(name),
      SCHEDULED_TIME: time,
      EXECUTION_ID: context['execution-id'] ?? '',
      IS_PAYLOAD_TRUNCATED: 'false',
    },
    deadLetterArn: target.deadLetterArn,
    retryPolicy: target.retryPolicy,
  };
};

/** Unlike a rule's event, its detail is text. */
const defaultInput = (name: string, time: string): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time,
    region,
    resources: [scheduleArn(name)],
    detail: '{}',
  });
