import type { Page } from '@millrace/shared/rest/parameter';
import { Problem } from '@millrace/shared/runtime/http';
import type { AthenaQueries, Row } from './athena-queries.ts';
import { readPageToken, writePageToken } from './page-token.ts';

/** A question to Athena. `literals` begin with the tenant's; the first `subjects` of them say whose data the rows are. */
export type Question = { sql: string; literals: string[]; subjects: number };
export type AskPage = (question: Question, page: Page) => Promise<{ rows: Row[]; nextToken?: string }>;

type Ports = {
  athena: Pick<AthenaQueries, 'workGroup' | 'look' | 'rows'>;
  run: (sql: string, literals: string[]) => Promise<string>;
};

/**
 * Answers one page of rows: of a query that is run now, or of one that was run before. A token is taken only if Athena says
 * that its query had this SQL and these subjects, so that a token of another tenant, device or route opens nothing.
 * Throws the `Problem` 400 for any other token, and for one whose result has expired.
 */
export const askPage =
  ({ athena, run }: Ports): AskPage =>
  async (question, { limit, nextToken }) => {
    const place = nextToken === undefined ? undefined : readPageToken(nextToken);
    if (nextToken !== undefined && !(place && (await isOf(athena, question, place.id)))) throw refusedToken();
    const id = place?.id ?? (await run(question.sql, question.literals));
    const page = await athena.rows(id, limit, place?.token);
    if (!page) throw refusedToken();
    return {
      rows: page.rows,
      ...(page.next === undefined ? {} : { nextToken: writePageToken({ id, token: page.next }) }),
    };
  };

const isOf = async (athena: Ports['athena'], { sql, literals, subjects }: Question, id: string): Promise<boolean> => {
  const execution = await athena.look(id);
  return (
    execution !== undefined &&
    execution.workGroup === athena.workGroup &&
    execution.sql === sql &&
    literals.slice(0, subjects).every((literal, index) => execution.literals[index] === literal)
  );
};

const refusedToken = (): Problem =>
  new Problem(400, 'invalid-parameter', 'This nextToken does not belong to the request, or has expired.', {
    parameter: 'nextToken',
  });
