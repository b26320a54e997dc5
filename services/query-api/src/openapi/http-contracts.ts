import type { PublishedContract } from '@millrace/shared/contracts/published-contracts';
import * as Type from 'typebox';
import { namedQueries } from '../queries/named-queries.ts';
import { describeApi, pageOf } from './describe-api.ts';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; required: boolean; schema: Type.TSchema }[];
  responses: { 200: { content: { 'application/json': { schema: Type.TSchema } } } };
};

/** What clients ask, who are older than the API, and what they are answered. */
export const httpContracts = (): PublishedContract[] => {
  const paths: Record<string, Record<string, Operation>> = JSON.parse(JSON.stringify(describeApi().paths));
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return operations.flatMap((operation) => {
    const { operationId, summary: description } = operation;
    const query = { description, ...queryOf(operation) };
    return [
      { name: `${operationId}-query`, major: 1, carries: query, from: ['outside'], to: ['query-api/routes'] },
      ...answersOf(operation).map(([name, carries]) => ({
        ...{ name: `${name}-answer`, major: 1, carries },
        ...{ from: ['query-api/routes'], to: ['outside'] },
      })),
    ];
  });
};

/**
 * What a query by name answers follows from its name, so each is a contract of its own: a further query breaks nobody. Only these
 * were published as the alternatives of one.
 */
const publishedTogether = ['duplicate-readings', 'measure-summary', 'silent-devices'];

const answersOf = ({ operationId, summary: description, responses }: Operation): [string, Type.TSchema][] => {
  if (operationId !== 'askQuery')
    return [[operationId, { description, ...responses[200].content['application/json'].schema }]];
  const queries = Object.entries(namedQueries);
  const together = queries.filter(([name]) => publishedTogether.includes(name));
  const alone = queries.filter(([name]) => !publishedTogether.includes(name));
  return [
    [operationId, { description, ...pageOf(Type.Union(together.map(([, { item }]) => item))) }],
    ...alone.map(([name, query]): [string, Type.TSchema] => [
      `${operationId}-${name}`,
      { description: query.description, ...pageOf(query.item) },
    ]),
  ];
};

/** Parameters of the path and the query; others are refused. */
const queryOf = ({ parameters = [] }: Operation): Type.TSchema => ({
  type: 'object',
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  additionalProperties: false,
});
