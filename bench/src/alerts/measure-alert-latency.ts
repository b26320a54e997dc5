import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { account, region } from '../../../sandbox/src/aws/account.ts';
import { emit } from '../../../sandbox/src/devices/emission.ts';
import { monitorId } from '../../../sandbox/src/devices/ward.ts';
import { credentials, openWaysIn } from '../../../sandbox/src/run/open-ways-in.ts';
import { resourceName } from '../../../sandbox/src/seed/names.ts';
import { startSandbox } from '../../../sandbox/src/start-sandbox.ts';
import { answer } from '../in-own-process.ts';

/** Milliseconds from the reading's own time, at which it is sent, to the HTTP subscriber. */
export type LatencyResult = { alerts: number; readingsPerSecond: number; p50: number; p99: number };

const seconds = 90;
const beds = 12;
/** The first alerts are not timed, for they start every execution environment. */
const warmUp = 20;

/**
 * From a reading to the notification of the alert that it raises, through the whole sandbox: each bed sends a reading a
 * second over HTTP, and has a fever in one of four. `node measure-alert-latency.ts <root>`.
 */
const measure = async (root: string): Promise<LatencyResult> => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
  const latencies: number[] = [];
  const sns = new SNSClient({ endpoint: platform.url(), region, credentials, requestHandler: new NodeHttpHandler() });
  const subscriber = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const now = Date.now();
    response.end();
    const { Type, TopicArn, Token, Message } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (Type === 'SubscriptionConfirmation') await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    else latencies.push(now - ((JSON.parse(Message) as AlertNotification).raisedAt ?? 0));
  });
  try {
    await new Promise<void>((resolve) => subscriber.listen(0, '127.0.0.1', resolve));
    await sns.send(
      new SubscribeCommand({
        TopicArn: `arn:aws:sns:${region}:${account}:${resourceName('alert-notifications')}`,
        Protocol: 'http',
        Endpoint: `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/`,
        Attributes: { FilterPolicy: JSON.stringify({ rule: ['fever'], change: ['raised'] }) },
      }),
    );
    const send = await openWaysIn(platform);
    for (let second = 0; second < seconds; second++) {
      const begin = Date.now();
      for (let bed = 1; bed <= beds; bed++) {
        const deviceId = monitorId(bed);
        const measures = { 'heart-rate': 70, 'body-temperature': (second + bed) % 4 === 0 ? 40 : 37 };
        void send([emit(deviceId, 'http', { deviceId, time: Date.now(), measures })]);
        await sleep(1000 / beds / 2);
      }
      await sleep(Math.max(0, begin + 1000 - Date.now()));
    }
    await sleep(10_000);
  } finally {
    subscriber.close();
    await platform.close();
    rmSync(directory, { recursive: true });
  }
  const timed = latencies.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number): number => timed[Math.min(timed.length - 1, Math.floor(timed.length * share))] ?? 0;
  return { alerts: timed.length, readingsPerSecond: beds, p50: at(0.5), p99: at(0.99) };
};

answer(await measure(process.argv[2] ?? ''));
