import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { type AskPage, askPage } from './ask-page.ts';
import { athenaQueries } from './athena-queries.ts';
import { runQuery } from './run-query.ts';

/** Wires the questions of a function to its Athena work group. */
export const askAthena = ({ workGroup, database }: { workGroup: string; database: string }): AskPage => {
  const athena = athenaQueries({
    client: new AthenaClient(clientSettings()),
    workGroup,
    database,
    newToken: randomUUID,
  });
  return askPage({ athena, run: runQuery({ athena, now: Date.now, pause, random: Math.random }) });
};
