import { AwsError } from '../../wire/aws-service.ts';
import type { JsonOperation } from '../../wire/json-service.ts';
import type { Bus, createBuses } from './buses.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Rule, RuleSettings, Target } from './rule.ts';
import { targetFromWire, targetToWire } from './target-wire.ts';
import { invalidPattern } from './value-test.ts';

type Ports = {
  buses: ReturnType<typeof createBuses>;
  putRule: (settings: RuleSettings) => Rule;
  deleteRule: (bus: string | undefined, name: string) => void;
};

/** The wire operations on buses, rules and targets. Lists are always whole: one page. */
export const ruleOperations = ({ buses, putRule, deleteRule }: Ports): Record<string, JsonOperation> => ({
  CreateEventBus({ Name: name }) {
    if (buses.find(name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    return { EventBusArn: buses.create(name).arn };
  },
  DescribeEventBus: ({ Name: name }) => busOutput(buses.get(name)),
  ListEventBuses: ({ NamePrefix: prefix = '' }) => ({
    EventBuses: buses
      .list()
      .filter(({ name }) => name.startsWith(prefix))
      .map(busOutput),
  }),
  PutRule({
    Name: name,
    EventBusName: bus,
    EventPattern: pattern,
    ScheduleExpression: scheduleExpression,
    State: state,
  }) {
    const rule = putRule({
      name,
      bus: buses.get(bus).name,
      eventPattern: pattern === undefined ? undefined : parsePattern(pattern),
      scheduleExpression,
      state: state ?? 'ENABLED',
      targets: buses.get(bus).rules.get(name)?.targets ?? [],
    });
    return { RuleArn: rule.arn };
  },
  DeleteRule({ Name: name, EventBusName: bus }) {
    deleteRule(bus, name);
    return {};
  },
  ListRules: ({ EventBusName: bus, NamePrefix: prefix = '' }) => ({
    Rules: [...buses.get(bus).rules.values()].filter(({ name }) => name.startsWith(prefix)).map(ruleOutput),
  }),
  PutTargets({ Rule: name, EventBusName: bus, Targets: added }) {
    const rule = buses.rule(bus, name);
    const targets: Target[] = added.map(targetFromWire);
    const kept = rule.targets.filter(({ id }) => !targets.some((target) => target.id === id));
    putRule({ ...rule, targets: [...kept, ...targets] });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
  RemoveTargets({ Rule: name, EventBusName: bus, Ids: ids }) {
    const rule = buses.rule(bus, name);
    putRule({ ...rule, targets: rule.targets.filter(({ id }) => !ids.includes(id)) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
  ListTargetsByRule: ({ Rule: name, EventBusName: bus }) => ({
    Targets: buses.rule(bus, name).targets.map(targetToWire),
  }),
  TestEventPattern: ({ EventPattern: pattern, Event: event }) => ({
    Result: matchesPattern(parsePattern(pattern), parseEvent(event)),
  }),
});

const busOutput = ({ name, arn }: Bus) => ({ Name: name, Arn: arn });

const ruleOutput = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.bus,
  EventPattern: rule.eventPattern && JSON.stringify(rule.eventPattern),
  ScheduleExpression: rule.scheduleExpression,
  State: rule.state,
});

const parsePattern = (text: string): object => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidPattern('Filter is not valid JSON');
  }
};

const parseEvent = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.');
  }
};
