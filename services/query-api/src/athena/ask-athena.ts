import { randomUUID } from 'node:crypto';
import { AthenaClient } from '@aws-sdk/client-athena';
import type { World } from '@millrace/shared/runtime/world';
import { type AskPage, askPage } from './ask-page.ts';
import { athenaQueries } from './athena-queries.ts';
import { runQuery } from './run-query.ts';

type Ports = { workGroup: string; database: string; world: World };

/** Wires the questions of a function to its Athena work group. */
export const askAthena = ({ workGroup, database, world }: Ports): AskPage => {
  const athena = athenaQueries({
    client: new AthenaClient(world.client),
    workGroup,
    database,
    newToken: randomUUID,
  });
  return askPage({
    athena,
    run: runQuery({ athena, now: world.now, pause: world.retry.pause, random: world.retry.random }),
  });
};
