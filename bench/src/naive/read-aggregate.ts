import { gunzipSync } from 'node:zlib';
import type { UserRecord } from '@millrace/shared/runtime/kpl';

/** The user records of a gzipped KPL aggregate, taken at its word: no digest is checked, and no byte doubted. */
export const readAggregate = (gzipped: Buffer): UserRecord[] => {
  const packed = gunzipSync(gzipped);
  const keys: string[] = [];
  const records: UserRecord[] = [];
  let at = 4;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    at += length;
    return packed.subarray(at - length, at);
  };
  while (at < packed.length - 16) {
    const tag = varint();
    const length = varint();
    if (tag === 0x0a) keys.push(take(length).toString('utf8'));
    else {
      varint();
      const partitionKey = keys[varint()] ?? '';
      varint();
      records.push({ partitionKey, data: take(varint()) });
    }
  }
  return records;
};
