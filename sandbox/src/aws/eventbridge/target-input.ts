import { AwsError } from '../../wire/aws-service.ts';
import type { BusEvent, Rule, Target } from './rule.ts';

/**
 * What a target receives of an event: the event, a constant, a part of it, or a filled template. Placeholders are filled
 * as recorded from AWS: outside quotes as JSON, inside them as text without quotes; a missing value is empty.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const targetInput = (target: Target, event: BusEvent, rule: Rule, receivedAt: string): string => {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(target.inputPath, event) ?? null);
  if (target.inputTransformer === undefined) return JSON.stringify(event);
  const { inputPathsMap = {}, inputTemplate } = target.inputTransformer;
  const { detail: _, 'detail-type': detailType, ...envelope } = event;
  const predefined: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': receivedAt,
    'aws.events.event': { ...envelope, detailType },
    'aws.events.event.json': event,
  };
  return fillTemplate(inputTemplate, (name) =>
    name in predefined ? predefined[name] : valueAt(inputPathsMap[name] ?? '', event),
  );
};

/** Throws `ValidationException` for an input that could not be made of any event. */
export const validateTargetInput = ({ id, input, inputPath, inputTransformer }: Target): void => {
  if ([input, inputPath, inputTransformer].filter((each) => each !== undefined).length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  const { inputPathsMap = {}, inputTemplate = '' } = inputTransformer ?? {};
  for (const path of [inputPath ?? '$', ...Object.values(inputPathsMap)])
    if (!/^\$(\.[\w/-]+|\[\d+\])*$/.test(path)) throw invalid(`JSON path ${path} of target ${id} is not supported.`);
  fillTemplate(inputTemplate, (name) => {
    if (!name.startsWith('aws.events.') && !Object.hasOwn(inputPathsMap, name))
      throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${name}.`);
    return '';
  });
};

const fillTemplate = (template: string, lookUp: (name: string) => unknown): string => {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (token, name?: string) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    const value = lookUp(name) ?? '';
    return quoted ? escaped(typeof value === 'string' ? value : unquoted(value)) : JSON.stringify(value);
  });
};

const unquoted = (value: unknown): string => JSON.stringify(value).replaceAll('"', '');

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const valueAt = (path: string, event: unknown): unknown => {
  let value = event;
  for (const [, name, index] of path.matchAll(/\.([\w/-]+)|\[(\d+)\]/g)) value = Object(value)[name ?? Number(index)];
  return value;
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
