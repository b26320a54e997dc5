import { setTimeout as sleep } from 'node:timers/promises';
import type { Emission } from './emission.ts';

type Ports = { url: string; token: string };
type Answer = { results?: { index: number; status: 'accepted' | 'set-aside' | 'retry' }[] };

/** Attempts for one batch; the API answers within milliseconds here, so this many mean that it is gone. */
const maxAttempts = 10;

/**
 * Sends readings as NDJSON to POST /v1/readings and, as a device should, sends again what the answer says was not taken:
 * the records with status `retry`, or all of them after a 429 or 503. Resolves when each is accepted or set aside.
 */
export const sendOverHttp =
  ({ url, token }: Ports) =>
  async (emissions: readonly Emission[]): Promise<void> => {
    let pending = emissions;
    for (let attempt = 1; pending.length > 0; attempt++) {
      const response = await fetch(`${url}/v1/readings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
        body: Buffer.concat(pending.flatMap(({ bytes }) => [bytes, newline])),
      });
      const text = await response.text();
      const { results } = JSON.parse(text) as Answer;
      if (!results && ![429, 503].includes(response.status))
        throw new Error(`POST /v1/readings answered ${response.status}: ${text}`);
      const sent = pending;
      pending = results
        ? results.flatMap(({ index, status }) => (status === 'retry' ? (sent[index] ?? []) : []))
        : sent;
      if (pending.length === 0) return;
      if (attempt === maxAttempts) throw new Error(`POST /v1/readings still refuses ${pending.length} readings`);
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000);
    }
  };

const newline = Buffer.from('\n');
