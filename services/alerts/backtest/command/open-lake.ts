import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { openRegistry } from '@millrace/shared/registry/open-registry';
import { readLake } from '../history/read-lake.ts';
import { readObject } from '../history/read-object.ts';
import { runQuery } from '../history/run-query.ts';
import { withLabels } from '../history/with-labels.ts';
import { rulesInForce } from '../rules/rules-in-force.ts';
import type { Stage } from './find-stage.ts';
import type { Lake } from './run-command.ts';

/** Of the registry's shards in memory: a million devices are 150 MB. */
const maxBytes = 256 * 1024 * 1024;

/** Wires what a stage has to tell. */
export const openLake = async (stage: Stage, progress: (step: () => string) => void): Promise<Lake> => {
  const { client, workGroup, database, registryBucket, rulesBucket, isSandbox } = stage;
  const s3 = new S3Client({ ...client, forcePathStyle: isSandbox });
  const athena = new AthenaClient(client);
  const unlabelled = new Set<string>();
  const registry = openRegistry({
    ...{ client: s3, bucket: registryBucket, maxBytes },
    // One registry for the whole run.
    ...{ maxAge: Number.POSITIVE_INFINITY, now: Date.now },
  });
  const pause = (milliseconds: number): Promise<unknown> => {
    progress(() => 'Athena is reading a day of the lake');
    return sleep(milliseconds);
  };
  const label = withLabels(await registry(), (deviceId) => unlabelled.add(deviceId));
  return {
    readings: (range) =>
      readLake(
        {
          run: runQuery({ client: athena, workGroup, database, newToken: randomUUID, pause }),
          read: (address) => readObject(s3, address),
          label,
        },
        range,
      ),
    rulesInForce: () => rulesInForce(s3, rulesBucket),
    unlabelled: () => unlabelled.size,
  };
};
