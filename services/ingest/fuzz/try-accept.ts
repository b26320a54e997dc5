import { gzipSync } from 'node:zlib';
import { openRecord } from '@millrace/shared/runtime/deliveries';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { aKinesisEvent } from '@millrace/shared/testing/a-kinesis-event';
import { acceptReading } from '../src/accept/accept-reading.ts';
import { asSent } from '../src/accept/as-sent.ts';
import { limits } from '../src/clock/testing/limits.ts';
import { agree, now, on } from './agree.ts';
import { damagedText } from './damage.ts';
import { type Circumstances, type Expected, judge } from './oracle.ts';
import type { Random } from './random.ts';
import { validReading } from './valid-reading.ts';

const accept = acceptReading(limits);
const sender = { tenant: 'ward-a', deviceId: 'monitor-01' };
const maxBytes = 256 * 1024;

/** One Kinesis record through accept, as a device, the MQTT rule or a fault on the way may put it. Throws where the oracle differs. */
export const tryAccept = (random: Random): void => {
  const text = damagedText(validReading(random, { ...sender, now }), random, now);
  random.pick(ways)(text, random);
};

const ways: ((text: string, random: Random) => void)[] = [
  (text) => expectAll(Buffer.from(text), [expected(text)]),
  (text) => expectAll(gzipSync(text, { level: 1 }), [expected(text)]),
  (text) => expectAll(packed(text, '{}', text), [expected(text), expected('{}'), expected(text)]),
  (text) => {
    const message = { mqtt: Buffer.from(text).toString('base64'), ...sender };
    expectAll(Buffer.from(JSON.stringify(message)), [expected(text, sender)], text);
  },
  (text, random) => {
    const damaged = Buffer.from(text);
    if (damaged.length > 0) damaged[random.int(0, damaged.length - 1)] = random.int(0, 255);
    expectAll(damaged, [expectedOfBytes(damaged)]);
  },
  (text, random) => {
    for (const { result } of acceptAll(withFlippedBit(packed(text, text), random)))
      if ('ok' in result) throw new Error('A damaged aggregate was read');
  },
  (text, random) => {
    // Some bits of the header say nothing of the text.
    for (const { result } of acceptAll(withFlippedBit(gzipSync(text, { level: 1 }), random)))
      if ('ok' in result) on(text, () => agree(result, expected(text), text));
  },
];

const packed = (...texts: string[]): Buffer =>
  aggregate(texts.map((text) => ({ partitionKey: 'monitor-01', data: Buffer.from(text) })));

const withFlippedBit = (bytes: Buffer, random: Random): Buffer => {
  const at = random.int(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
  return bytes;
};

const expected = (text: string, who: Partial<Circumstances> = {}): Expected => judge(text, { ...who, now, maxBytes });

const expectedOfBytes = (bytes: Buffer): Expected => {
  if (bytes.length > maxBytes) return { codes: new Set(['too-large']) };
  try {
    return expected(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return { codes: new Set(['not-utf8']) };
  }
};

const expectAll = (data: Buffer, verdicts: Expected[], sent?: string): void => {
  const all = acceptAll(data);
  if (all.length !== verdicts.length) throw new Error(`${all.length} records of ${verdicts.length}`);
  for (const [index, { result, text, delivery }] of all.entries()) {
    on(sent ?? text, () => agree(result, verdicts[index] as Expected, sent ?? text));
    if (sent === undefined || 'ok' in result) continue;
    const kept = asSent({ delivery, reason: result.setAside }).delivery.data.toString('utf8');
    if (kept !== sent) throw new Error('What is kept is not what was sent');
  }
};

const acceptAll = (data: Buffer) =>
  aKinesisEvent([data], { arrivedAt: now })
    .Records.flatMap(openRecord)
    .map((opened) => ({
      delivery: opened.delivery,
      text: 'text' in opened ? opened.text : '',
      result: 'text' in opened ? accept(opened.text, opened.delivery) : { setAside: opened.unreadable },
    }));
