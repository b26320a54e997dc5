import type { Invocation, Invoke } from '../../sandbox/src/lambda/invoke.ts';
import type { Sent } from './fleet.ts';
import type { Violation } from './verdict.ts';
import type { VirtualTime } from './virtual-time.ts';

type Waiting = { each: Sent; text: string };
type Result = { status: 'accepted'; id: string } | { status: 'set-aside' | 'retry' };
type Ports = { time: VirtualTime; invoke: Invoke; functionName: string; report: (violation: Violation) => void };

/** Readings in one request. */
const batchSize = 10;

/**
 * Devices that send over HTTP as good clients do: in order, a request at a time, and each reading again until it is
 * answered for.
 */
export const createHttpSenders = ({ time, invoke, functionName, report }: Ports) => {
  const queues = new Map<string, Waiting[]>();
  const pause = (duration: number): Promise<void> => new Promise((resolve) => time.after(duration, resolve));

  /** A result for each reading; none when the request failed, and nobody knows what of it took effect. */
  const post = async (deviceId: string, batch: Waiting[]): Promise<Result[]> => {
    const event = requestOf(deviceId, batch.map(({ text }) => text).join('\n'));
    const invocation = await invoke(functionName, JSON.stringify(event)).catch(() => undefined);
    const answer = answerIn(invocation);
    if (!answer || answer.statusCode === 429 || answer.statusCode >= 500) return batch.map(() => ({ status: 'retry' }));
    const { results = [] } = JSON.parse(answer.body);
    if (results.length === batch.length) return results;
    report({ kind: 'answered wrongly', detail: `${answer.statusCode} ${answer.body}` });
    return batch.map(() => ({ status: 'set-aside' }));
  };

  const sendAll = async (deviceId: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const results = await post(deviceId, queue.slice(0, batchSize));
      const firstUntaken = results.findIndex(({ status }) => status === 'retry');
      const taken = queue.splice(0, firstUntaken < 0 ? results.length : firstUntaken);
      for (const [index, { each }] of taken.entries()) {
        const result = results[index];
        if (result?.status === 'accepted') each.answeredId = result.id;
      }
      if (firstUntaken >= 0) await pause(1_000);
    }
    queues.delete(deviceId);
  };

  return {
    send(each: Sent, text: string): void {
      const { deviceId } = each;
      const queue = queues.get(deviceId);
      if (queue) queue.push({ each, text });
      else {
        const started = [{ each, text }];
        queues.set(deviceId, started);
        void sendAll(deviceId, started);
      }
    },
    idle: () => queues.size === 0,
  };
};

const requestOf = (deviceId: string, body: string) => ({
  version: '2.0',
  rawPath: '/v1/readings',
  headers: { 'content-type': 'application/x-ndjson' },
  requestContext: {
    requestId: 'campaign',
    authorizer: { jwt: { claims: { tenant: 'plant', device_id: deviceId }, scopes: null } },
  },
  body,
  isBase64Encoded: false,
});

const answerIn = (invocation: Invocation | undefined): { statusCode: number; body: string } | undefined =>
  invocation && !invocation.functionError ? JSON.parse(invocation.payload) : undefined;
