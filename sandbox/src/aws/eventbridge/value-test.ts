import { BlockList, isIP } from 'node:net';
import { AwsError } from '../../wire/aws-service.ts';
import { compileWildcard } from './wildcard.ts';

export type Scalar = string | number | boolean | null;

/** A test of all the values that one field of the event holds: none when the field is absent. */
export type ValueTest = (values: Scalar[]) => boolean;

/**
 * Compiles one entry of a pattern's array: a scalar for equality, or `{ <operator>: <operand> }`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const compileValueTest = (rule: unknown): ValueTest => {
  if (isScalar(rule)) return (values) => values.includes(rule);
  const [operator, operand] = onlyEntry(rule);
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw invalidPattern('exists must be true or false');
    return (values) => values.length > 0 === operand;
  }
  const test = operator === 'anything-but' ? anythingBut(operand) : compileOperator(operator, operand);
  return (values) => values.some(test);
};

export const invalidPattern = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

type ScalarTest = (value: Scalar) => boolean;

/** The negation of what it names, so numbers, booleans and null pass where strings are named. */
const anythingBut = (operand: unknown): ScalarTest => {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, operands] = onlyEntry(operand);
    const texts = listOf(operands);
    if (!negatable.includes(operator) || !texts.every((text) => typeof text === 'string'))
      throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
    // Everything begins and ends with nothing, so this would match no event; EventBridge refuses it too.
    if (operator.endsWith('fix') && texts.includes('')) throw invalidPattern('Null prefix/suffix not allowed');
    const tests = texts.map((text) => compileOperator(operator, text));
    return (value) => !tests.some((test) => test(value));
  }
  const refused = listOf(operand);
  const [first] = refused;
  if (!['string', 'number'].includes(typeof first) || !refused.every((each) => typeof each === typeof first))
    throw invalidPattern('anything-but takes strings only or numbers only');
  return (value) => !refused.includes(value);
};

const negatable = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

const compileOperator = (operator: string, operand: unknown): ScalarTest => {
  if (operator === 'numeric') return numeric(operand);
  if (!Object.hasOwn(stringOperators, operator)) throw invalidPattern(`Unrecognized match type ${operator}`);
  const ignoresCase = (operator === 'prefix' || operator === 'suffix') && typeof operand === 'object';
  const [modifier, text] = ignoresCase ? onlyEntry(operand) : ['', operand];
  if (ignoresCase && modifier !== 'equals-ignore-case') throw invalidPattern(`Unsupported ${operator}: ${modifier}`);
  if (typeof text !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  const fold = (value: string) => (ignoresCase ? value.toLowerCase() : value);
  const test = stringOperators[operator as keyof typeof stringOperators](fold(text));
  return (value) => typeof value === 'string' && test(fold(value));
};

const stringOperators = {
  prefix: (text: string) => (value: string) => value.startsWith(text),
  suffix: (text: string) => (value: string) => value.endsWith(text),
  'equals-ignore-case': (text: string) => (value: string) => value.toLowerCase() === text.toLowerCase(),
  wildcard: (text: string) => {
    const matches = compileWildcard(text);
    if (!matches) throw invalidPattern(`Bad wildcard "${text}": consecutive * or a backslash before another character`);
    return matches;
  },
  cidr: (text: string) => {
    const [address = '', bits = ''] = text.split('/');
    const width = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    if (!/^\d+$/.test(bits) || Number(bits) > width) throw invalidPattern(`Malformed CIDR "${text}"`);
    const block = new BlockList();
    block.addSubnet(address, Number(bits), width === 32 ? 'ipv4' : 'ipv6');
    return (value: string) => isIP(value) !== 0 && block.check(value, isIP(value) === 4 ? 'ipv4' : 'ipv6');
  },
};

/** `["=", x]`, or one or two bounds such as `[">", 0, "<=", 5]`. Numbers are limited to ±5e9. */
const numeric = (operand: unknown): ScalarTest => {
  const parts = Array.isArray(operand) ? operand : [];
  const bounds = parts.length === 4 ? [parts.slice(0, 2), parts.slice(2)] : [parts];
  const signs = bounds.map(([sign]) => String(sign));
  const lowThenHigh = signs.length === 1 || (signs[0]?.startsWith('>') && signs[1]?.startsWith('<'));
  const valid = bounds.every(
    ([sign, limit]) => Object.hasOwn(comparisons, sign) && typeof limit === 'number' && Math.abs(limit) <= 5e9,
  );
  if (parts.length % 2 || !valid || !lowThenHigh) throw invalidPattern('numeric takes one comparison or a range');
  if (bounds.length === 2 && bounds[0]?.[1] >= bounds[1]?.[1]) throw invalidPattern('Bottom must be less than top');
  return (value) =>
    typeof value === 'number' &&
    bounds.every(([sign, limit]) => comparisons[sign as keyof typeof comparisons](value, limit));
};

const comparisons = {
  '=': (value: number, limit: number) => value === limit,
  '<': (value: number, limit: number) => value < limit,
  '<=': (value: number, limit: number) => value <= limit,
  '>': (value: number, limit: number) => value > limit,
  '>=': (value: number, limit: number) => value >= limit,
};

const onlyEntry = (rule: unknown): [string, unknown] => {
  const entries = typeof rule === 'object' && rule !== null && !Array.isArray(rule) ? Object.entries(rule) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1) throw invalidPattern('A match expression has exactly one key');
  return entry;
};

const listOf = (operand: unknown): unknown[] => {
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return list;
};

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
