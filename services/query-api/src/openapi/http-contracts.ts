import type { PublishedContract } from '@millrace/shared/contracts/published-contracts';
import type { TSchema } from 'typebox';
import { describeApi } from './describe-api.ts';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; required: boolean; schema: TSchema }[];
  responses: { 200: { content: { 'application/json': { schema: TSchema } } } };
};

/** What clients ask, who are older than the API, and what they are answered. */
export const httpContracts = (): PublishedContract[] => {
  const paths: Record<string, Record<string, Operation>> = JSON.parse(JSON.stringify(describeApi().paths));
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return operations.flatMap((operation) => {
    const { operationId, summary: description, responses } = operation;
    const answer = { description, ...responses[200].content['application/json'].schema };
    const query = { description, ...queryOf(operation) };
    return [
      { name: `${operationId}-query`, major: 1, carries: query, from: ['outside'], to: ['query-api/routes'] },
      { name: `${operationId}-answer`, major: 1, carries: answer, from: ['query-api/routes'], to: ['outside'] },
    ];
  });
};

/** Parameters of the path and the query; others are refused. */
const queryOf = ({ parameters = [] }: Operation): TSchema => ({
  type: 'object',
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  additionalProperties: false,
});
