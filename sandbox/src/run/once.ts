import { type Emission, emit } from '../devices/emission.ts';
import { cycleSeconds } from '../devices/episodes.ts';
import { createMachine, machineId } from '../devices/machine.ts';
import { replayFile } from '../devices/replay-file.ts';
import { createWard, monitorId } from '../devices/ward.ts';
import { drain } from '../drain.ts';
import type { Platform } from '../platform.ts';
import { beds } from '../seed/seed-platform.ts';
import { countOutcomes, type Outcomes } from './count-outcomes.ts';
import { apiUrls, openWaysIn, signToken } from './open-ways-in.ts';

/** Readings in one request, as a gateway in the field would bundle them. */
const batchSize = 500;

/** Three cycles of the ward: half an hour of device time, which ends now. */
const cycles = 3;

export type OnceResult = { sent: number; seconds: number; outcomes: Outcomes; answer: string; holds: boolean };

/**
 * Sends a bounded run as fast as it can, lets everything come to rest, and holds the outcome against the law:
 * sent = stored once + set aside + duplicates.
 */
export const runOnce = async (
  platform: Platform,
  { replay, progress }: { replay: string | undefined; progress: (step: string) => void },
): Promise<OnceResult> => {
  const send = await openWaysIn(platform);
  const started = performance.now();
  let sent = 0;
  let batch: Emission[] = [];
  const flush = async () => {
    await send(batch);
    sent += batch.length;
    batch = [];
    progress(`Sending readings: ${sent}`);
  };
  for await (const emission of replay === undefined ? wardAndMachine() : replayFile(replay)) {
    batch.push(emission);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  await drain(platform, progress);
  const seconds = (performance.now() - started) / 1000;
  progress('Counting');
  const outcomes = await countOutcomes(platform);
  const setAside = Object.values(outcomes.setAside).reduce((sum, count) => sum + count, 0);
  const holds = sent === outcomes.stored + setAside + outcomes.duplicates && outcomes.givenUp === 0;
  return { sent, seconds, outcomes, answer: await askOneQuestion(platform, replay), holds };
};

/** The ward's half hour as fast as it can be sent, and this machine's metrics as they are meanwhile. */
async function* wardAndMachine(): AsyncGenerator<Emission> {
  const seconds = cycles * cycleSeconds;
  const start = Math.floor(Date.now() / 1000) * 1000 - seconds * 1000;
  const ward = createWard({ seed: 1, beds, start });
  const machine = createMachine();
  for (let second = 0; second < seconds; second++) {
    yield* ward.tick(start + second * 1000);
    if (second % 60 === 59) yield emit(machineId(), 'http', await machine.read(Date.now()));
  }
}

/** What bed 3 went through, or else what can be asked, over the REST API. */
const askOneQuestion = async (platform: Platform, replay: string | undefined): Promise<string> => {
  const path =
    replay === undefined ? `/v1/devices/${monitorId(3)}/series?measure=heart-rate&interval=10m` : '/v1/queries';
  const headers = { authorization: `Bearer ${await signToken(platform)}` };
  const response = await fetch(apiUrls(platform).query + path, { headers });
  const { items = [], ...rest } = (await response.json()) as { items?: object[] };
  const answer = items.length === 0 ? [rest] : items;
  return [`GET ${path} → ${response.status}`, ...answer.map((item) => `  ${JSON.stringify(item)}`)].join('\n  ');
};
