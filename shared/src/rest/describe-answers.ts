import * as Type from 'typebox';

export const answer = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
});

export const listOf = (item: Type.TSchema) => Type.Object({ items: Type.Array(item) });
export const pageOf = (item: Type.TSchema) =>
  Type.Object({ items: Type.Array(item), nextToken: Type.Optional(Type.String()) });

/** Responses that say what went wrong (RFC 9457), by what each status means in an API. `members` are those of the API's own problems. */
export const problemsOf = <Status extends number>(meanings: Record<Status, string>, members: Type.TProperties) => ({
  /** References to some of them. */
  problems: (...statuses: Status[]) =>
    Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Problem: Type.Object({
        type: Type.String(),
        title: Type.String(),
        status: Type.Integer(),
        requestId: Type.String(),
        ...members,
      }),
    },
    responses: Object.fromEntries(
      Object.entries(meanings).map(([status, description]) => [
        `Problem${status}`,
        { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      ]),
    ),
  },
});
