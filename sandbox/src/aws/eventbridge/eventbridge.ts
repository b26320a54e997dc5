import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { jsonService } from '../../wire/json-service.ts';
import type { Persistent } from '../../wire/state.ts';
import { type Bus, createBuses } from './buses.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';
import type { Emit } from './emit.ts';
import { busEvent, putEvents, wholeSeconds } from './put-events.ts';
import type { BusEvent, Rule, RuleSettings } from './rule.ts';
import { ruleOperations } from './rule-operations.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import { type Schedule, scheduleArn, scheduledInvocation } from './scheduler.ts';
import { targetInput } from './target-input.ts';
import { createTimetable } from './timetable.ts';

type Ports = {
  clock: Clock;
  /** Hands a payload to a Lambda function, queue, topic or other target; rejects when the target fails. */
  deliver: (targetArn: string, payload: string) => Promise<void>;
  deadLetter: (queueArn: string, message: string, attributes: Record<string, string>) => Promise<void>;
};

/** Amazon EventBridge: buses, rules with their schedules, and the schedules of EventBridge Scheduler. */
export const createEventBridge = ({ clock, deliver, deadLetter }: Ports) => {
  const buses = createBuses();
  const timetable = createTimetable(clock);
  const deliveries = createDeliveries({ clock, deliver, deadLetter });

  const accept = (bus: Bus, event: BusEvent): void => {
    buses.remember(bus, event);
    for (const rule of bus.rules.values()) if (rule.state === 'ENABLED' && rule.matches(event)) send(rule, event);
  };

  const send = (rule: Rule, event: BusEvent): void => {
    for (const target of rule.targets)
      deliveries.add({
        payload: targetInput(target, event, rule, new Date(clock.now()).toISOString()),
        targetArn: target.arn,
        origin: { RULE_ARN: rule.arn },
        deadLetterArn: target.deadLetterArn,
        retryPolicy: target.retryPolicy,
      });
  };

  /** Creates or replaces a rule with its targets. Throws `AwsError`: InvalidEventPatternException, ValidationException, … */
  const putRule = (settings: Omit<RuleSettings, 'bus' | 'state'> & Partial<RuleSettings>): Rule => {
    const before = buses.get(settings.bus).rules.get(settings.name);
    const rule = buses.putRule({ bus: 'default', state: 'ENABLED', ...settings });
    if (rule.scheduleExpression === undefined) timetable.remove(rule.arn);
    else if (rule.scheduleExpression !== before?.scheduleExpression || rule.state !== before.state)
      timetable.set(rule.arn, parseScheduleExpression(rule.scheduleExpression), rule.state === 'ENABLED', (time) =>
        fireRule(rule.name, time),
      );
    return rule;
  };

  const fireRule = (name: string, time: number): void => {
    const rule = buses.rule('default', name);
    const event = busEvent({
      time,
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [rule.arn],
      detail: {},
    });
    buses.remember(buses.get(), event);
    send(rule, event);
  };

  const deleteRule = (bus: string | undefined, name: string): void => {
    const rule = buses.get(bus).rules.get(name);
    if (!rule) return;
    if (rule.targets.length > 0)
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    timetable.remove(rule.arn);
    buses.get(bus).rules.delete(name);
  };

  /** A schedule of EventBridge Scheduler, in its default group. Throws `ValidationException`. */
  const createSchedule = (schedule: Schedule): { arn: string } => {
    const arn = scheduleArn(schedule.name);
    const occurrences = parseScheduleExpression(schedule.scheduleExpression, schedule.timezone);
    timetable.set(arn, occurrences, schedule.state !== 'DISABLED', (time) =>
      deliveries.add(scheduledInvocation(schedule, wholeSeconds(time))),
    );
    return { arn };
  };

  const emit: Emit = ({ bus, resources = [], ...event }) =>
    accept(buses.get(bus), busEvent({ ...event, resources, time: clock.now() }));

  const service = jsonService('EventBridge', {
    PutEvents: putEvents({ buses, accept, now: clock.now }),
    ...ruleOperations({ buses, putRule, deleteRule }),
  });

  const persistent: Persistent = {
    save: () => ({ undelivered: deliveries.save() }),
    restore: (state) => deliveries.restore((state as { undelivered?: Delivery[] } | undefined)?.undelivered ?? []),
  };

  return {
    service,
    emit,
    createEventBus: ({ name }: { name: string }) => ({ arn: buses.create(name).arn }),
    putRule,
    createSchedule,
    /** Fires a scheduled rule or a schedule now, even a disabled one. Throws `ResourceNotFoundException`. */
    runScheduleNow(name: string): void {
      const rule = buses.get().rules.get(name);
      if (!(rule && timetable.runNow(rule.arn)) && !timetable.runNow(scheduleArn(name)))
        throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`);
    },
    /** The newest 1,000 events of a bus, oldest first. */
    recent: (bus?: string): BusEvent[] => [...buses.get(bus).recent],
    /** No delivery is queued, under way or waiting for a retry, to any target or to those that are waited for. */
    idle: deliveries.idle,
    dropped: deliveries.dropped,
    ...persistent,
  };
};
