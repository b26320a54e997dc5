import { answer, listOf, pageOf, problemsOf } from '@millrace/shared/rest/describe-answers';
import { describePaging, describeParameters } from '@millrace/shared/rest/describe-parameters';
import type { Parameters } from '@millrace/shared/rest/parameter';
import * as Type from 'typebox';
import { latestValues } from '../latest/latest-values.ts';
import { namedQueries } from '../queries/named-queries.ts';
import { maxLimit } from '../query/answer-query.ts';
import type { Query } from '../query/query.ts';
import { measureSeries } from '../series/measure-series.ts';

/** The API as OpenAPI 3.1, from the very parameters and items that the routes read and answer. */
export const describeApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Millrace query API',
    version: '1',
    description:
      'Readings and alerts of the tenant that the token names. Answers come from the lake, which is some minutes behind the ' +
      'devices; live values and alerts do not pass through here.',
  },
  security: [{ token: [] }],
  paths: {
    '/v1/devices/{deviceId}/readings/latest': { get: operation(latestValues, 'getLatestReadings', [deviceId]) },
    '/v1/devices/{deviceId}/series': { get: operation(measureSeries, 'getSeries', [deviceId]) },
    '/v1/queries': {
      get: {
        operationId: 'listQueries',
        summary: 'The queries that can be asked by name, with their parameters.',
        responses: { 200: answer('The queries.', listOf(NamedQuery)), ...problems(403) },
      },
    },
    '/v1/queries/{name}': {
      get: {
        operationId: 'askQuery',
        summary: 'Answers a query by name. Its own parameters are those that the list of queries names.',
        parameters: [
          { name: 'name', in: 'path', required: true, schema: { enum: Object.keys(namedQueries) } },
          ...paging,
          ...byName(Object.values(namedQueries).flatMap((query) => describeParameters(query.parameters, true))),
        ],
        responses: {
          200: answer('A page of the result.', pageOf(Type.Union(Object.values(namedQueries).map(({ item }) => item)))),
          ...problems(400, 403, 404, 429, 503, 504),
        },
      },
    },
  },
  components,
});

const operation = (query: Query<Parameters>, operationId: string, path: object[]) => ({
  operationId,
  summary: query.description,
  parameters: [...path, ...describeParameters(query.parameters), ...paging],
  responses: {
    200: answer('A page of the result.', pageOf(query.item)),
    ...problems(400, 403, 404, 429, 503, 504),
  },
});

const byName = <T extends { name: string }>(parameters: T[]): T[] => [
  ...new Map(parameters.map((parameter) => [parameter.name, parameter])).values(),
];

const deviceId = { name: 'deviceId', in: 'path', required: true, schema: Type.String() };

const paging = describePaging(maxLimit, 'good for a day');

const NamedQuery = Type.Object({
  name: Type.String(),
  description: Type.String(),
  parameters: Type.Array(
    Type.Object({
      name: Type.String(),
      description: Type.String(),
      expects: Type.String(),
      required: Type.Boolean(),
      default: Type.Optional(Type.String()),
    }),
  ),
});

const { problems, components } = problemsOf(
  {
    400: 'A parameter is missing, wrong or unknown, or the range would read too much.',
    403: 'The token has no tenant claim.',
    404: 'There is no such device, or no such query.',
    429: 'Too many queries are under way; Retry-After says when to ask again.',
    503: 'The query failed; Retry-After says when to ask again.',
    504: 'The query took too long and was stopped.',
  },
  { parameter: Type.Optional(Type.String({ description: 'the parameter that is wrong' })) },
);
