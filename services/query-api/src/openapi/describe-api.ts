import * as Type from 'typebox';
import { latestValues } from '../latest/latest-values.ts';
import { namedQueries } from '../queries/named-queries.ts';
import type { Parameters, Query } from '../query/query.ts';
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
          ...byName(Object.values(namedQueries).flatMap((query) => parametersOf(query.parameters, true))),
        ],
        responses: {
          200: answer('A page of the result.', pageOf(Type.Union(Object.values(namedQueries).map(({ item }) => item)))),
          ...problems(400, 403, 404, 429, 503, 504),
        },
      },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: { Problem },
    responses: Object.fromEntries(
      Object.entries(problemMeanings).map(([status, description]) => [
        `Problem${status}`,
        { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      ]),
    ),
  },
});

const operation = (query: Query<Parameters>, operationId: string, path: object[]) => ({
  operationId,
  summary: query.description,
  parameters: [...path, ...parametersOf(query.parameters), ...paging],
  responses: {
    200: answer('A page of the result.', pageOf(query.item)),
    ...problems(400, 403, 404, 429, 503, 504),
  },
});

/** `shared` parameters belong to some of the queries only, so none of them is required of all. */
const parametersOf = (parameters: Parameters, shared = false) =>
  Object.entries(parameters).map(([name, { kind, description, default: otherwise }]) => ({
    name,
    in: 'query',
    required: !shared && otherwise === undefined,
    description: `${description} Expects ${kind.expects}.${otherwise === undefined ? '' : ` Default: ${otherwise}.`}`,
    schema: kind.schema,
  }));

const byName = <T extends { name: string }>(parameters: T[]): T[] => [
  ...new Map(parameters.map((parameter) => [parameter.name, parameter])).values(),
];

const deviceId = { name: 'deviceId', in: 'path', required: true, schema: Type.String() };

const paging = [
  {
    name: 'limit',
    in: 'query',
    required: false,
    description: 'Most items in a page; a page may have fewer although more follow.',
    schema: Type.Integer({ minimum: 1, maximum: 1000, default: 1000 }),
  },
  {
    name: 'nextToken',
    in: 'query',
    required: false,
    description: 'Goes on where the page that gave it ended, good for a day. The other parameters are repeated.',
    schema: Type.String(),
  },
];

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

const listOf = (item: Type.TSchema) => Type.Object({ items: Type.Array(item) });
export const pageOf = (item: Type.TSchema) =>
  Type.Object({ items: Type.Array(item), nextToken: Type.Optional(Type.String()) });

const answer = (description: string, schema: object) => ({ description, content: { 'application/json': { schema } } });

/** RFC 9457. */
const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  requestId: Type.String(),
  parameter: Type.Optional(Type.String({ description: 'the parameter that is wrong' })),
});

const problemMeanings = {
  400: 'A parameter is missing, wrong or unknown, or the range would read too much.',
  403: 'The token has no tenant claim.',
  404: 'There is no such device, or no such query.',
  429: 'Too many queries are under way; Retry-After says when to ask again.',
  503: 'The query failed; Retry-After says when to ask again.',
  504: 'The query took too long and was stopped.',
};

const problems = (...statuses: (keyof typeof problemMeanings)[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
