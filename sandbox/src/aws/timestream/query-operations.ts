import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { DuckDb, Result } from '../../sql/duckdb.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { createQueryPages } from './query-pages.ts';
import { queryResponse } from './query-response.ts';
import { rewriteQuery } from './rewrite-query.ts';

type Ports = { clock: Clock; db: DuckDb; flush: () => Promise<void> };

type QueryInput = { QueryString: string; NextToken?: string; MaxRows?: number };

/** What a query is charged at least; what it read beyond that is not known here. */
const leastMetered = 10_000_000;

export const queryOperations = ({ clock, db, flush }: Ports) => {
  const pages = createQueryPages();
  const counters = { queries: 0 };

  const run = async (query: string): Promise<Result> => {
    await flush();
    try {
      return await db.select(rewriteQuery(query, clock.now()));
    } catch (error) {
      if (error instanceof AwsError) throw error;
      throw new AwsError('ValidationException', (error as Error).message);
    }
  };

  return {
    counters: () => ({ ...counters }),

    operations: {
      async Query({ QueryString: query, NextToken, MaxRows = Number.POSITIVE_INFINITY }: QueryInput) {
        if (!query) throw new AwsError('ValidationException', 'QueryString is missing.');
        if (MaxRows !== Number.POSITIVE_INFINITY && !(MaxRows >= 1 && MaxRows <= 1000))
          throw new AwsError('ValidationException', 'MaxRows has to be 1 to 1000.');
        const status = { ProgressPercentage: 100, CumulativeBytesScanned: 0, CumulativeBytesMetered: leastMetered };
        if (NextToken !== undefined) return { ...pages.next(NextToken, query, MaxRows), QueryStatus: status };
        counters.queries += 1;
        const answer = queryResponse(await run(query));
        return { ...pages.first(randomUUID(), query, answer, MaxRows), QueryStatus: status };
      },

      /** A query is over when it has answered: what can be cancelled is the rest of its pages. */
      CancelQuery({ QueryId }: { QueryId: string }) {
        if (!pages.cancel(QueryId))
          throw new AwsError('ValidationException', `There is no query ${QueryId} to cancel.`);
        return { CancellationMessage: 'The remaining pages of the query were discarded.' };
      },
    },
  };
};
