import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findStage } from './find-stage.ts';

const nowhere = { stage: undefined, region: undefined, endpointUrl: undefined };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-stage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the sandbox that runs is the stage where none is named', async () => {
  const file = join(folder, 'endpoint');
  writeFileSync(file, 'http://127.0.0.1:4566');
  expect(await findStage(nowhere, file)).toMatchObject({
    client: { endpoint: 'http://127.0.0.1:4566', region: 'eu-central-1' },
    ...{ isSandbox: true, workGroup: 'millrace-local', database: 'millrace_local' },
    ...{ rulesBucket: 'millrace-local-rules-000000000000', registryBucket: 'millrace-local-registry-000000000000' },
  });
});

test('another endpoint may play the sandbox', async () => {
  const stage = await findStage({ ...nowhere, endpointUrl: 'http://127.0.0.1:1' }, join(folder, 'none'));
  expect(stage.client.endpoint).toBe('http://127.0.0.1:1');
});

test('where no sandbox runs, it is said what else there is', async () => {
  await expect(findStage(nowhere, join(folder, 'none'))).rejects.toThrow(/npm start.*--stage.*--readings/);
});
