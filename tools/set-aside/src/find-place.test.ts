import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPlace } from './find-place.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-place-'));
const endpointFile = join(directory, 'endpoint');
afterAll(() => rmSync(directory, { recursive: true }));
const nowhere = { stage: undefined, region: undefined, endpointUrl: undefined, operator: undefined };

test('without a stage it is the sandbox that runs, or else it is said how to start it', async () => {
  await expect(findPlace(nowhere, endpointFile)).rejects.toThrow(/npm start.*--stage/);
  writeFileSync(endpointFile, 'http://127.0.0.1:4566');
  expect(await findPlace(nowhere, endpointFile)).toMatchObject({
    client: { endpoint: 'http://127.0.0.1:4566', region: 'eu-central-1' },
    bucket: 'millrace-local-set-aside-000000000000',
    operator: expect.stringMatching(/./),
  });
});

test('an endpoint and an operator that are named win', async () => {
  const place = { ...nowhere, endpointUrl: 'http://127.0.0.1:1', operator: 'Jo' };
  expect(await findPlace(place, endpointFile)).toMatchObject({
    client: { endpoint: 'http://127.0.0.1:1' },
    operator: 'Jo',
  });
});
