import { AwsError } from '../../wire/aws-service.ts';
import type { ColumnInfo, Row } from './query-response.ts';

type Answer = { ColumnInfo: ColumnInfo[]; Rows: Row[] };
type Page = Answer & { QueryId: string; NextToken?: string };

/** A page of Timestream is at most 1 MB. */
const pageBytes = 1024 * 1024;

/**
 * Results of more than one page that are kept for those who read on. The oldest goes first; its tokens are invalid
 * then.
 */
const keptResults = 20;

/** Hands results out page by page. A page can be asked for again, as a client does that got no answer. */
export const createQueryPages = () => {
  const kept = new Map<string, { query: string; answer: Answer }>();

  return {
    first(queryId: string, query: string, answer: Answer, maxRows: number): Page {
      const page = pageOf(queryId, answer, 0, maxRows);
      if (page.NextToken) {
        const [oldest] = kept.keys();
        if (kept.size === keptResults && oldest !== undefined) kept.delete(oldest);
        kept.set(queryId, { query, answer });
      }
      return page;
    },

    /** Throws ValidationException for a token that is none of this query. */
    next(token: string, query: string, maxRows: number): Page {
      const [queryId = '', from] = Buffer.from(token, 'base64url').toString().split(' ');
      const result = kept.get(queryId);
      if (result?.query !== query) throw new AwsError('ValidationException', 'The NextToken is invalid.');
      return pageOf(queryId, result.answer, Number(from), maxRows);
    },

    /** False when nothing of this query is kept. */
    cancel: (queryId: string): boolean => kept.delete(queryId),
  };
};

const pageOf = (queryId: string, answer: Answer, from: number, maxRows: number): Page => {
  let to = from;
  for (let bytes = 0; to < answer.Rows.length && to - from < maxRows; to++) {
    bytes += Buffer.byteLength(JSON.stringify(answer.Rows[to]));
    if (bytes > pageBytes && to > from) break;
  }
  return {
    QueryId: queryId,
    ColumnInfo: answer.ColumnInfo,
    Rows: answer.Rows.slice(from, to),
    ...(to < answer.Rows.length && { NextToken: Buffer.from(`${queryId} ${to}`).toString('base64url') }),
  };
};
