import { setTimeout as sleep } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { region } from '../aws/account.ts';
import type { Platform } from '../platform.ts';
import { credentials } from './open-ways-in.ts';

/** Runs a query as an analyst would and answers its first page of rows, every value as text. Rejects with Athena's reason. */
export const askAthena = async (platform: Platform, sql: string): Promise<Record<string, string | undefined>[]> => {
  const client = new AthenaClient({ endpoint: platform.url(), region, credentials });
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: 'millrace-local',
      QueryExecutionContext: { Database: 'millrace_local' },
    }),
  );
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') break;
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`Athena: ${StateChangeReason}`);
    await sleep(20);
  }
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
  const [header, ...rows] = (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
    Data.map(({ VarCharValue }) => VarCharValue),
  );
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [header?.[index] ?? '', value])));
};
