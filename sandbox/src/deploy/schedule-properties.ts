import type { Schedule } from '../aws/eventbridge/scheduler.ts';
import { targetFromWire } from '../aws/eventbridge/target-wire.ts';
import type { Properties } from './template.ts';

/** A schedule of EventBridge Scheduler from its CloudFormation properties; its target has no id there. */
export const scheduleFromProperties = (name: string, properties: Properties): Schedule => {
  const { RoleArn, ...target } = properties.Target;
  return {
    name,
    scheduleExpression: properties.ScheduleExpression,
    timezone: properties.ScheduleExpressionTimezone,
    state: properties.State ?? 'ENABLED',
    target: targetFromWire({ Id: name, RoleArn, ...target }),
  };
};
