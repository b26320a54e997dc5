import type { TSchema } from 'typebox';
import type { PublishedContract } from '../contracts/published-contracts.ts';

type Content = { content: { 'application/json': { schema: TSchema } } };
type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required: boolean; schema: TSchema }[];
  requestBody?: Content;
  responses: { 200: Content };
};

/** What clients ask, who are older than the API, and what they are answered: of an OpenAPI description, whose routes are at `place`. */
export const httpContracts = (api: { paths: object }, place: string): PublishedContract[] => {
  const paths: Record<string, Record<string, Operation>> = JSON.parse(JSON.stringify(api.paths));
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const asked = { major: 1, from: ['outside'], to: [place] };
  const answered = { major: 1, from: [place], to: ['outside'] };
  return operations.flatMap((operation) => {
    const { operationId, summary: description, requestBody, responses } = operation;
    return [
      { ...asked, name: `${operationId}-query`, carries: { description, ...queryOf(operation) } },
      ...(requestBody
        ? [{ ...asked, name: `${operationId}-body`, carries: { description, ...schemaIn(requestBody) } }]
        : []),
      { ...answered, name: `${operationId}-answer`, carries: { description, ...schemaIn(responses[200]) } },
    ];
  });
};

const schemaIn = ({ content }: Content): TSchema => content['application/json'].schema;

/** Parameters of the path, the query and headers; others of the query are refused. */
const queryOf = ({ parameters = [] }: Operation): TSchema => ({
  type: 'object',
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  additionalProperties: false,
});
