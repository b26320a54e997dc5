import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import { compilePattern } from './event-pattern.ts';
import type { BusEvent, Rule, RuleSettings } from './rule.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import { validateTargetInput } from './target-input.ts';

export type Bus = { name: string; arn: string; rules: Map<string, Rule>; recent: BusEvent[] };

/** Enough for a person to see what happened, and a few MB at most. */
const mostRecent = 1000;

/** AWS's default quota. */
const mostTargets = 5;

/** The event buses, their rules, and the newest events of each. `default` always exists. */
export const createBuses = () => {
  const buses = new Map<string, Bus>();

  const create = (name: string): Bus => {
    const bus = buses.get(name) ?? { name, arn: `${arnStart}:event-bus/${name}`, rules: new Map(), recent: [] };
    buses.set(name, bus);
    return bus;
  };
  create('default');

  const find = (nameOrArn = 'default'): Bus | undefined => buses.get(nameOrArn.split(':event-bus/').at(-1) ?? '');

  const get = (nameOrArn?: string): Bus => {
    const bus = find(nameOrArn);
    if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`);
    return bus;
  };

  return {
    create,
    find,
    get,
    list: (): Bus[] => [...buses.values()],
    rule(bus: string | undefined, name: string): Rule {
      const rule = get(bus).rules.get(name);
      if (!rule) throw noRule(name, get(bus).name);
      return rule;
    },
    /** Creates or replaces a rule. Throws as PutRule and PutTargets do for what they refuse. */
    putRule(settings: RuleSettings): Rule {
      const bus = get(settings.bus);
      validate({ ...settings, bus: bus.name });
      const name = bus.name === 'default' ? settings.name : `${bus.name}/${settings.name}`;
      const matches = settings.eventPattern ? compilePattern(settings.eventPattern) : () => false;
      const rule = { ...settings, bus: bus.name, arn: `${arnStart}:rule/${name}`, matches };
      bus.rules.set(rule.name, rule);
      return rule;
    },
    remember(bus: Bus, event: BusEvent): void {
      bus.recent.push(event);
      if (bus.recent.length > mostRecent) bus.recent.shift();
    },
  };
};

const arnStart = `arn:aws:events:${region}:${account}`;

const validate = ({ bus, eventPattern, scheduleExpression, targets }: RuleSettings): void => {
  if (eventPattern === undefined && scheduleExpression === undefined)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (scheduleExpression !== undefined) {
    if (bus !== 'default') throw invalid('ScheduleExpression is supported only on the default event bus.');
    if (scheduleExpression.startsWith('at(')) throw invalid('Parameter ScheduleExpression is not valid.');
    parseScheduleExpression(scheduleExpression);
  }
  if (targets.length > mostTargets)
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  for (const target of targets) validateTargetInput(target);
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const noRule = (name: string, bus: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
