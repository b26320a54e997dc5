import { gzipSync } from 'node:zlib';
import type { ReasonCode } from '@millrace/shared/contracts/parsed';
import type { Reading } from '@millrace/shared/contracts/reading';
import { aggregate } from '@millrace/shared/runtime/kpl';

/** What must become of a reading in the end. */
export type Fate = 'stored' | ReasonCode;

/** One kind of thing that devices send: from a good reading to the bytes that are sent, and what is right to do with them. */
export type SentKind = {
  /** Of a thousand. */
  share: number;
  fate: Fate;
  bytes: (reading: Reading) => Buffer;
  /** An aggregate cannot hold it, or it is one itself. */
  alone?: true;
};

const text = (reading: object): Buffer => Buffer.from(JSON.stringify(reading));
const measuring = (reading: Reading, measures: Reading['measures']): Reading => ({
  ...reading,
  measures: { ...reading.measures, ...measures },
});
const hour = 3_600_000;
const earlier = (reading: Reading, hours: number): Reading => ({
  ...reading,
  time: Number(reading.time) - hours * hour,
});
const flipped = (bytes: Buffer, at: number): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

export const sentKinds: Record<string, SentKind> = {
  plain: { share: 720, fate: 'stored', bytes: text },
  compressed: { share: 60, fate: 'stored', bytes: (reading) => gzipSync(text(reading)), alone: true },
  'in another unit': {
    share: 60,
    fate: 'stored',
    bytes: ({ measures, ...reading }) => {
      const temperature = Number(measures.temperature) * 1.8 + 32;
      return text({ ...reading, measures: { ...measures, temperature }, units: { temperature: '[degF]' } });
    },
  },
  'hours late': { share: 30, fate: 'stored', bytes: (reading) => text(earlier(reading, 5)) },
  'days late, for the magnetic store': { share: 30, fate: 'stored', bytes: (reading) => text(earlier(reading, 72)) },

  'cut short': { share: 10, fate: 'json-malformed', bytes: (reading) => text(reading).subarray(0, 40) },
  'not text': { share: 10, fate: 'not-utf8', bytes: (reading) => Buffer.concat([text(reading), Buffer.from([0xff])]) },
  'gzip with a flipped bit': {
    share: 10,
    fate: 'gzip-damaged',
    bytes: (reading) => flipped(gzipSync(text(reading)), 20),
    alone: true,
  },
  'aggregate with a flipped bit': {
    share: 10,
    fate: 'aggregate-damaged',
    // In the digits of the reading's number: what would be stored without the digest is a wrong value.
    bytes: (reading) => {
      const data = text(reading);
      const packed = aggregate([{ partitionKey: reading.deviceId, data }]);
      return flipped(packed, packed.indexOf('"reading":') + '"reading":'.length);
    },
    alone: true,
  },
  'without its time': { share: 10, fate: 'schema-violation', bytes: ({ time: _, ...reading }) => text(reading) },
  'days ahead': { share: 10, fate: 'time-in-future', bytes: (reading) => text(earlier(reading, -720)) },
  'an undeclared measure': {
    share: 10,
    fate: 'measure-unknown',
    bytes: (reading) => text(measuring(reading, { humour: 1 })),
  },
  'a unit of something else': {
    share: 10,
    fate: 'unit-unknown',
    bytes: (reading) => text({ ...reading, units: { temperature: 'kg' } }),
  },
  'beyond nature': {
    share: 10,
    fate: 'value-implausible',
    bytes: (reading) => text(measuring(reading, { temperature: 4000 })),
  },
  'too much for a row': {
    share: 10,
    fate: 'hot-store-rejected',
    bytes: (reading) => {
      const long = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`note-${index}`, 'x'.repeat(250)]));
      return text(measuring(reading, long));
    },
  },
};
