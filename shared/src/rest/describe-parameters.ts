import * as Type from 'typebox';
import type { Parameters } from './parameter.ts';

/** The parameters of a query for OpenAPI. Those `shared` by several operations are required of none. */
export const describeParameters = (parameters: Parameters, shared = false) =>
  Object.entries(parameters).map(([name, { kind, description, default: otherwise }]) => ({
    name,
    in: 'query',
    required: !shared && otherwise === undefined,
    description: `${description} Expects ${kind.expects}.${otherwise === undefined ? '' : ` Default: ${otherwise}.`}`,
    schema: kind.schema,
  }));

/** `limit` and `nextToken`; the token is good for as long as is said. */
export const describePaging = (maxLimit: number, validity: string) => [
  {
    name: 'limit',
    in: 'query',
    required: false,
    description: 'Most items in a page; a page may have fewer although more follow.',
    schema: Type.Integer({ minimum: 1, maximum: maxLimit, default: maxLimit }),
  },
  {
    name: 'nextToken',
    in: 'query',
    required: false,
    description: `Goes on where the page that gave it ended, ${validity}. The other parameters are repeated.`,
    schema: Type.String(),
  },
];
