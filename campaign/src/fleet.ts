import { gunzipSync } from 'node:zlib';
import type { Reading } from '@millrace/shared/contracts/reading';
import { aggregate, type UserRecord } from '@millrace/shared/runtime/kpl';
import { deviceIds, sensors, talkers, unknownDeviceIds } from './registry.ts';
import { type Fate, type SentKind, sentKinds } from './sent-kinds.ts';
import { drawWeather, type Weather } from './weather.ts';

/** `number` is the reading's own and stands in its values: content is known by it, not by any id. */
export type Sent = {
  number: number;
  deviceId: string;
  celsius: number;
  /** What is kept of it, should it be set aside: the bytes as sent, or its text once that could be read. */
  kept: Buffer;
  fate: Fate;
  /** Sent beside its device's other readings, so that its place among them is open. */
  unordered: boolean;
  /** The number of the reading that came later under the same id. */
  correctedBy?: number;
  /** The reading id that its sender was told. */
  answeredId?: string;
};

/** One record of the raw stream, at a time in milliseconds from the start. */
export type Put = { at: number; partitionKey: string; data: Buffer };

/** One reading as its device sends it over HTTP. */
export type Post = { at: number; each: Sent; text: string };

/** A record with this partition key ends every environment that meets it, until the fault in the function is mended. */
export const poisonKey = 'poison';

/** What a record begins with that somebody else put among the enriched readings. */
export const garbled = 'garbled';

type Ports = { random: () => number; start: number; count: (fault: string) => void };

/** Milliseconds over which a seed's readings are sent. */
const span = 20_000;

/**
 * What the devices of one seed send, good and bad, in order for each device, and how it reaches the stream: alone,
 * compressed, in aggregates, some of it twice.
 */
export const sendFleet = (
  size: number,
  { random, start, count }: Ports,
): { sent: Sent[]; puts: Put[]; posts: Post[] } => {
  const sent: Sent[] = [];
  const puts: Put[] = [];
  const posts: Post[] = [];
  const waiting = new Map<string, UserRecord[]>();
  const weathers = new Map<string, Weather>(
    [...deviceIds, ...unknownDeviceIds].map((deviceId) => [deviceId, drawWeather(span, random)]),
  );
  const weatherOf = (deviceId: string): Weather => weathers.get(deviceId) as Weather;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

  /** A sender whose first try took effect without its knowledge sends again, at once or much later. */
  const maybeTwice = (at: number, send: (at: number) => void): void => {
    send(at);
    if (random() >= 0.06) return;
    count('sent twice');
    send(at + random() * (random() < 0.5 ? 200 : 30_000));
  };

  const put = (from: number, partitionKey: string, data: Buffer): void =>
    maybeTwice(from, (at) => puts.push({ at, partitionKey, data }));

  const sendWaiting = (at: number, deviceId: string): void => {
    const records = waiting.get(deviceId) ?? [];
    waiting.delete(deviceId);
    if (records.length > 0) put(at, deviceId, aggregate(records));
  };

  for (let number = 1; number <= size; number++) {
    const at = (number / size) * span;
    const kind = pick(deck);
    const isStrange = random() < 0.02;
    const senders = sendersOf(kind, isStrange);
    const heard = senders.filter((each) => !weatherOf(each).isSilentAt(at));
    const deviceId = pick(heard.length > 0 ? heard : senders);
    const reading = makeReading(number, deviceId, Math.floor(start + at) - 50, weatherOf(deviceId).temperatureAt(at));
    const bytes = kind.bytes(reading);
    const isReadable = kind.fate === 'stored' || decidedByEnrich.has(kind.fate);
    const fate = isStrange && isReadable ? 'device-unknown' : kind.fate;
    const kept = isGzip(bytes) && isReadable ? gunzipSync(bytes) : bytes;
    if (fate !== 'stored') count(`bad: ${fate}`);
    const { temperature } = reading.measures;
    const each: Sent = { number, deviceId, celsius: Number(temperature), kept, fate, unordered: false };
    sent.push(each);
    if (isOverHttp(deviceId)) {
      maybeTwice(at, (from) => posts.push({ at: from, each, text: bytes.toString('utf8') }));
      continue;
    }

    const isCorrected = fate === 'stored' && kind === sentKinds.plain && random() < 0.04;
    if (!kind.alone && !isCorrected && random() < 0.3) {
      const records = [...(waiting.get(deviceId) ?? []), { partitionKey: deviceId, data: bytes }];
      waiting.set(deviceId, records);
      if (records.length === 5) sendWaiting(at, deviceId);
      continue;
    }
    // What waits was read before.
    sendWaiting(at, deviceId);
    if (isCorrected) {
      count('corrected');
      each.correctedBy = number + size;
      const first = Buffer.from(JSON.stringify({ ...reading, id: `own-${number}` }));
      const measures = { ...reading.measures, reading: each.correctedBy };
      const correction = Buffer.from(JSON.stringify({ ...reading, id: `own-${number}`, measures }));
      const { celsius } = each;
      sent.push({ number: each.correctedBy, deviceId, celsius, kept: correction, fate, unordered: true });
      puts.push(
        { at, partitionKey: deviceId, data: first },
        { at: at + 5_000 * random(), partitionKey: deviceId, data: correction },
      );
    } else {
      each.unordered = random() < 0.002;
      put(at, each.unordered ? poisonKey : deviceId, bytes);
    }
  }
  for (const deviceId of [...waiting.keys()]) sendWaiting(span, deviceId);
  return { sent, puts: puts.sort((a, b) => a.at - b.at), posts };
};

/** Two last readings of each device, all cool, sent when all else has come to rest. `from` is the first one's number. */
export const sendLast = (from: number, now: number): { sent: Sent[]; puts: Put[] } => {
  const sent: Sent[] = [];
  const puts: Put[] = [];
  for (const [index, deviceId] of [...deviceIds, ...deviceIds].entries()) {
    const number = from + index;
    const at = 100 * index;
    const kept = Buffer.from(JSON.stringify(makeReading(number, deviceId, now + at - 50, 20)));
    sent.push({ number, deviceId, celsius: 20, kept, fate: 'stored', unordered: false });
    puts.push({ at, partitionKey: deviceId, data: kept });
  }
  return { sent, puts };
};

const makeReading = (number: number, deviceId: string, time: number, temperature: number): Reading => ({
  deviceId,
  time,
  measures: { reading: number, temperature },
});

/** Every other device sends over HTTP, where all that is sent is text. */
const isOverHttp = (deviceId: string): boolean => /[02468]$/.test(deviceId);

/** A talker may send what a sensor may not, and only a talker sends texts. */
const sendersOf = ({ fate, alone }: SentKind, isStrange: boolean): readonly string[] => {
  const all = isStrange
    ? unknownDeviceIds
    : fate === 'measure-unknown'
      ? sensors
      : fate === 'hot-store-rejected'
        ? talkers
        : deviceIds;
  return alone || fate === 'not-utf8' ? all.filter((deviceId) => !isOverHttp(deviceId)) : all;
};

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f;

const decidedByEnrich = new Set<Fate>(['measure-unknown', 'unit-unknown', 'value-implausible', 'hot-store-rejected']);

/** Each kind as often as its share says. */
const deck: SentKind[] = Object.values(sentKinds).flatMap((kind) => Array.from({ length: kind.share }, () => kind));
