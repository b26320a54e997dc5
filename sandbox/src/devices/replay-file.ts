import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { type Emission, emit } from './emission.ts';

/**
 * Reads a file of readings: NDJSON as devices send it, or CSV with a header. Of a CSV, the columns `deviceId` (or the file's name
 * where there is none) and `time` or `timestamp` (UTC where no zone is given) name the reading; every other column is a measure.
 */
export async function* replayFile(file: string): AsyncGenerator<Emission> {
  if (extname(file).toLowerCase() === '.csv') yield* replayCsv(file);
  else yield* replayNdjson(file);
}

async function* replayNdjson(file: string): AsyncGenerator<Emission> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === '') continue;
    yield { deviceId: deviceOf(line), via: 'kinesis', bytes: Buffer.from(line) };
  }
}

/** A partition key for whatever the line holds: broken lines are sent, too. */
const deviceOf = (line: string): string => /"deviceId"\s*:\s*"([^"]+)"/.exec(line)?.[1] ?? 'unknown';

async function* replayCsv(file: string): AsyncGenerator<Emission> {
  const fileDevice = basename(file, extname(file)).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  const rows = createReadStream(file).pipe(parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const { deviceId = fileDevice, time, timestamp, ...rest } = row;
    const measures = Object.entries(rest).filter(([, text]) => text !== '');
    yield emit(deviceId, 'kinesis', {
      deviceId,
      time: toRfc3339(time ?? timestamp ?? ''),
      measures: Object.fromEntries(measures.map(([name, text]) => [name, toValue(text)])),
    });
  }
}

const toRfc3339 = (text: string): string | number => {
  if (/^\d+$/.test(text)) return Number(text);
  const withT = text.replace(' ', 'T');
  return /([Zz]|[+-]\d{2}:\d{2})$/.test(withT) ? withT : `${withT}Z`;
};

const toValue = (text: string): number | boolean | string => {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
};

/** Every device that a file speaks of, so that they can be registered before it is replayed. */
export const devicesIn = async (file: string): Promise<Set<string>> => {
  const devices = new Set<string>();
  for await (const { deviceId } of replayFile(file)) devices.add(deviceId);
  return devices;
};
