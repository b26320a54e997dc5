import { AwsError } from '../../wire/aws-service.ts';
import { matchesPattern, validatePattern } from '../eventbridge/event-pattern.ts';
import { invalidParameter } from './invalid-parameter.ts';
import type { Message, MessageAttribute } from './message.ts';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** Filter policies speak EventBridge's pattern language, over the attributes of a message or over its body. */
export const passesFilter = (policy: object, scope: FilterPolicyScope, message: Message, body: string): boolean => {
  if (scope === 'MessageAttributes') return matchesPattern(policy, attributeValues(message.attributes));
  const content = parseJson(body);
  // Text that is no JSON object passes no policy on the body, not even "does not exist".
  return typeof content === 'object' && content !== null && matchesPattern(policy, content);
};

/** Numbers compare as numbers and each member of a String.Array for itself. Binary attributes are not seen. */
const attributeValues = (attributes: Record<string, MessageAttribute>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, { type }]) => !type.startsWith('Binary'))
      .map(([name, { type, value }]) => {
        if (type.startsWith('Number')) return [name, Number(value)];
        return [name, type === 'String.Array' ? (parseJson(value) ?? value) : value];
      }),
  );

/**
 * Throws `InvalidParameter` for a policy that SNS would not take: a malformed pattern, nesting over attributes, more than
 * 5 keys (of the first level), or more than 150 combinations.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export const validateFilterPolicy = (policy: object, scope: FilterPolicyScope): void => {
  try {
    validatePattern(policy);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`FilterPolicy: ${error.message.split('Reason: ').at(-1)}`);
  }
  if (scope === 'MessageAttributes' && depthOf(policy as Policy) > 1)
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  if (keysOf(policy as Policy) > 5) throw invalidParameter('FilterPolicy: Filter policy can not have more than 5 keys');
  if (combinationsOf(policy as Policy) > 150) throw invalidParameter('FilterPolicy: Filter policy is too complex');
};

type Policy = { [key: string]: unknown[] | Policy };

const branchesOf = (key: string, value: unknown[] | Policy): Policy[] | undefined =>
  key === '$or' ? (value as Policy[]) : undefined;

const depthOf = (policy: Policy): number =>
  Math.max(
    ...Object.entries(policy).map(([key, value]) => {
      const branches = branchesOf(key, value);
      if (branches) return Math.max(...branches.map(depthOf));
      return Array.isArray(value) ? 1 : 1 + depthOf(value);
    }),
  );

const keysOf = (policy: Policy): number =>
  Object.entries(policy).reduce(
    (total, [key, value]) => total + (branchesOf(key, value)?.reduce((sum, branch) => sum + keysOf(branch), 0) ?? 1),
    0,
  );

/** Fields multiply, the branches of `$or` add up, and the values of a field count once for each level it is nested. */
const combinationsOf = (policy: Policy, level = 1): number =>
  Object.entries(policy).reduce((product, [key, value]) => {
    const branches = branchesOf(key, value);
    if (branches) return product * branches.reduce((sum, branch) => sum + combinationsOf(branch, level), 0);
    return product * (Array.isArray(value) ? value.length * level : combinationsOf(value, level + 1));
  }, 1);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
