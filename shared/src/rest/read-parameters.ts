import { Problem } from '../runtime/http.ts';
import type { Page, Parameter, Parameters, Values } from './parameter.ts';

/**
 * Reads the query string of a request: a query's own parameters, and `limit` (left out, `maxLimit`) and `nextToken`. Throws
 * the `Problem` 400, naming the parameter, for one that is missing, wrong or unknown.
 */
export const readParameters = <P extends Parameters>(
  parameters: P,
  given: Record<string, string>,
  now: number,
  maxLimit: number,
): { values: Values<P>; page: Page } => {
  const { limit, nextToken, ...own } = given;
  for (const name of Object.keys(own))
    if (!Object.hasOwn(parameters, name)) throw invalid(name, 'is not a parameter of this query');
  const values = Object.entries(parameters).map(([name, parameter]) => [name, read(name, parameter, own[name], now)]);
  const page = { limit: readLimit(limit, maxLimit), ...(nextToken === undefined ? {} : { nextToken }) };
  return { values: Object.fromEntries(values) as Values<P>, page };
};

const read = <T>(name: string, { kind, fallback }: Parameter<T>, text: string | undefined, now: number): T => {
  if (text === undefined && fallback) return fallback(now);
  const value = text === undefined ? undefined : kind.parse(text);
  if (value === undefined) throw invalid(name, text === undefined ? 'is missing' : `must be ${kind.expects}`);
  return value;
};

const readLimit = (text: string | undefined, maxLimit: number): number => {
  if (text === undefined) return maxLimit;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) throw invalid('limit', `must be a whole number from 1 to ${maxLimit}`);
  return limit;
};

const invalid = (parameter: string, what: string): Problem =>
  new Problem(400, 'invalid-parameter', `The parameter ${parameter} ${what}.`, { parameter });
