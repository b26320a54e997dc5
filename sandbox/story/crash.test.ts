import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emission } from '../src/devices/emission.ts';
import { emit } from '../src/devices/emission.ts';
import { monitorId } from '../src/devices/ward.ts';
import { drain } from '../src/drain.ts';
import type { Platform } from '../src/platform.ts';
import { countOutcomes } from '../src/run/count-outcomes.ts';
import { openWaysIn } from '../src/run/open-ways-in.ts';
import { startSandbox } from '../src/start-sandbox.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-crash-'));
const root = join(import.meta.dirname, '../..');
let platform: Platform;

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
}, 120_000);

afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

const readings = 4000;

/** A reading each 10 ms of device time, by both ways in; bed 3 has a fever for one reading in the middle. */
const emissions = (): Emission[] => {
  const start = Date.now() - 600_000;
  return Array.from({ length: readings }, (_, index) => {
    const deviceId = monitorId(1 + (index % 12));
    const fever = index === readings / 2 + 2;
    const measures = { 'heart-rate': 70, 'body-temperature': fever ? 40 : 37 };
    return emit(deviceId, index % 12 < 6 ? 'http' : 'kinesis', { deviceId, time: start + index * 10, measures });
  });
};

test('killing the handlers in the middle of their batches loses nothing and doubles nothing', async () => {
  const handlers = ['accept', 'enrich', 'evaluate'].map((name) =>
    [...platform.mappings.keys()].find((functionName) => functionName.endsWith(`-${name}`)),
  );
  const send = await openWaysIn(platform);
  const all = emissions();
  let sending = true;
  let kills = 0;
  const killing = (async () => {
    for (; sending; kills++) {
      await platform.lambda.kill(handlers[kills % handlers.length] ?? '');
      await sleep(30);
    }
  })();
  for (let sent = 0; sent < readings; sent += 200) {
    await send(all.slice(sent, sent + 200));
    await sleep(20);
  }
  sending = false;
  await killing;
  await drain(platform, () => {});
  expect(kills).toBeGreaterThan(10);
  expect(await countOutcomes(platform)).toMatchObject({
    stored: readings,
    inHotStore: readings,
    duplicates: 0,
    setAside: {},
    givenUp: 0,
    alertsRaised: 1,
    alertsCleared: 1,
  });
}, 180_000);
