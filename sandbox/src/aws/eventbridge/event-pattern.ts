import { compileValueTest, invalidPattern, type Scalar } from './value-test.ts';

/**
 * Whether an event passes an event pattern (rules, Lambda filter criteria, SNS filter policies share the language).
 * Throws as `validatePattern` does.
 */
export const matchesPattern = (pattern: object, event: unknown): boolean => compilePattern(pattern)(event);

/** Throws `InvalidEventPatternException` for a pattern that EventBridge would not take. */
export const validatePattern = (pattern: unknown): void => {
  compilePattern(pattern);
};

/**
 * Checks a pattern once and returns its test. Fields are and-ed, the values of a field or-ed. An array in the event
 * passes when one of its elements does; fields below an array of objects must pass within one element. As in
 * EventBridge, only scalars are values: a field that holds an object does not "exist". Not as there: a dot in a name is
 * part of the name, never a path.
 */
export const compilePattern = (pattern: unknown): ((event: unknown) => boolean) => {
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  const tests = entries.map(([key, expected]) => (key === '$or' ? compileOr(expected) : compileField(key, expected)));
  return (event) => objectsIn(event).some((object) => tests.every((test) => test(object)));
};

type ObjectTest = (object: Record<string, unknown>) => boolean;

const compileOr = (branches: unknown): ObjectTest => {
  if (!Array.isArray(branches) || branches.length < 2 || !branches.every(isObject))
    throw invalidPattern('$or must be an array of at least two objects');
  const tests = branches.map(compilePattern);
  return (object) => tests.some((test) => test(object));
};

const compileField = (key: string, expected: unknown): ObjectTest => {
  const fieldOf = (object: Record<string, unknown>) => (Object.hasOwn(object, key) ? object[key] : undefined);
  if (Array.isArray(expected)) {
    if (expected.length === 0) throw invalidPattern(`Empty arrays are not allowed: "${key}"`);
    const tests = expected.map(compileValueTest);
    return (object) => {
      const values = scalarsIn(fieldOf(object));
      return tests.some((test) => test(values));
    };
  }
  if (!isObject(expected)) throw invalidPattern(`"${key}" must be an object or an array`);
  const nested = compilePattern(expected);
  return (object) => nested(fieldOf(object));
};

/** The objects that a nested pattern may pass on; an absent one is empty, so that `exists: false` holds below it. */
const objectsIn = (value: unknown): Record<string, unknown>[] => {
  const objects = flat(value).filter(isObject);
  return objects.length === 0 ? [{}] : objects;
};

const scalarsIn = (value: unknown): Scalar[] =>
  flat(value).filter((each) => each !== undefined && !isObject(each)) as Scalar[];

const flat = (value: unknown): unknown[] => [value].flat(Number.POSITIVE_INFINITY);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
