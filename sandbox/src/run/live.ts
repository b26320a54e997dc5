import { setTimeout as sleep } from 'node:timers/promises';
import { type Emission, emit } from '../devices/emission.ts';
import { createMachine, machineId } from '../devices/machine.ts';
import { replayFile } from '../devices/replay-file.ts';
import { createWard } from '../devices/ward.ts';
import type { Platform } from '../platform.ts';
import { beds } from '../seed/seed-platform.ts';
import { openWaysIn } from './open-ways-in.ts';

export type Sending = { sent: () => number; stop: () => Promise<void> };

/** Sends what the ward and this machine report, second by second, until stopped; a file is replayed once instead. */
export const sendLive = async (platform: Platform, replay: string | undefined): Promise<Sending> => {
  const send = await openWaysIn(platform);
  const stopping = new AbortController();
  let sent = 0;
  const finished = (async () => {
    for await (const emissions of replay === undefined ? everySecond(stopping.signal) : inBatches(replayFile(replay))) {
      if (stopping.signal.aborted) return;
      await send(emissions);
      sent += emissions.length;
    }
  })();
  return {
    sent: () => sent,
    async stop() {
      stopping.abort();
      await finished;
    },
  };
};

/** What all devices send in each second. A second that passed while the last was being sent is made up for at once. */
async function* everySecond(signal: AbortSignal): AsyncGenerator<Emission[]> {
  const start = Math.floor(Date.now() / 1000) * 1000;
  const ward = createWard({ seed: 1, beds, start });
  const machine = createMachine();
  for (let time = start; !signal.aborted; time += 1000) {
    await sleep(Math.max(0, time - Date.now()), undefined, { signal }).catch(() => {});
    if (!signal.aborted) yield [...ward.tick(time), emit(machineId(), 'http', await machine.read(time))];
  }
}

async function* inBatches(emissions: AsyncIterable<Emission>): AsyncGenerator<Emission[]> {
  let batch: Emission[] = [];
  for await (const emission of emissions) {
    batch.push(emission);
    if (batch.length < 500) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
