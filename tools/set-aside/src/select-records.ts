import type { S3Client } from '@aws-sdk/client-s3';
import { listKeys } from './list-keys.ts';
import { parseFailureDocument } from './parse-failure-document.ts';
import { parseIotError } from './parse-iot-error.ts';
import { parseKeptRecords } from './parse-kept-records.ts';
import type { Unreadable } from './parsed-object.ts';
import { readAhead } from './read-ahead.ts';
import { isSelected, type Selection } from './selection.ts';
import type { SetAside } from './set-aside.ts';

export type SelectPorts = {
  s3: S3Client;
  bucket: string;
  /** Hears of each part of an object that cannot be read. */
  onUnreadable: (unreadable: Unreadable) => void;
  progress?: (step: string) => void;
};

/** The selected records, each device's in the order of arrival. What a retry set aside twice comes once. */
export async function* selectRecords(ports: SelectPorts, selection: Selection): AsyncGenerator<SetAside> {
  const selects = isSelected(selection);
  const seen = new Set<string>();
  let objects = 0;
  for await (const { key, text } of readAhead(ports, listKeys(ports, selection))) {
    ports.progress?.(`Reading object ${++objects}: ${key}`);
    const { records, unreadable } = parserOf(key)(key, text);
    for (const each of unreadable) ports.onUnreadable(each);
    for (const record of records) {
      if (seen.has(record.id) || !selects(record)) continue;
      seen.add(record.id);
      yield record;
    }
  }
}

const parserOf = (key: string) => {
  if (key.startsWith('aws/lambda/')) return parseFailureDocument;
  return key.startsWith('aws/iot/') ? parseIotError : parseKeptRecords;
};
