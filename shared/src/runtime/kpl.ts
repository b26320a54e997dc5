import { hash } from 'node:crypto';

/**
 * The Kinesis Producer Library's aggregate: magic bytes, a protobuf message, and the MD5 of that message.
 * Message: 1 = partition key table, 2 = explicit hash key table, 3 = records { 1 = key index, 2 = hash key index, 3 = data, 4 = tags }.
 * Source: aggregation-format.md of awslabs/amazon-kinesis-producer.
 */
const magic = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
const digestLength = 16;
const [varint, fixed64, lengthDelimited, fixed32] = [0, 1, 2, 5];

export type UserRecord = { partitionKey: string; data: Buffer };

export const isAggregate = (data: Buffer): boolean =>
  data.length > magic.length + digestLength && data.compare(magic, 0, magic.length, 0, magic.length) === 0;

/**
 * The user records of an aggregate, in the order they were put in; their `data` are views, not copies.
 * A digest that does not match or a message that cannot be read is `{ bad }`, with what is wrong; it never throws.
 * `intact` says that the bytes have been checked already, and leaves the digest unread.
 */
export const deaggregate = (data: Buffer, { intact = false } = {}): { ok: UserRecord[] } | { bad: string } => {
  const end = data.length - digestLength;
  const message = data.subarray(magic.length, end);
  if (!intact && !hash('md5', message, 'buffer').equals(data.subarray(end)))
    return { bad: 'the MD5 digest does not match' };
  const keys: string[] = [];
  const records: { key: number; data: Buffer }[] = [];
  const read = (field: Field): boolean => {
    if (field.number === 1 && field.bytes) keys.push(field.bytes.toString('utf8'));
    if (field.number !== 3) return true;
    const record = field.bytes && readRecord(field.bytes);
    if (record) records.push(record);
    return record !== undefined;
  };
  if (!eachField(message, read)) return { bad: 'the protobuf message cannot be read' };
  const userRecords: UserRecord[] = [];
  for (const record of records) {
    const partitionKey = keys[record.key];
    if (partitionKey === undefined) return { bad: 'a record names a partition key that is not in the table' };
    userRecords.push({ partitionKey, data: record.data });
  }
  return { ok: userRecords };
};

const readRecord = (message: Buffer): { key: number; data: Buffer } | undefined => {
  let key: number | undefined;
  let data: Buffer | undefined;
  const complete = eachField(message, (field) => {
    if (field.number === 1) key = field.value;
    if (field.number === 3) data = field.bytes;
    return true;
  });
  return complete && key !== undefined && data ? { key, data } : undefined;
};

type Field = { number: number; value?: number; bytes?: Buffer };

/** Calls `visit` for each field until it says no; false when it did, or when the message is cut or malformed. */
const eachField = (message: Buffer, visit: (field: Field) => boolean): boolean => {
  const cursor = { at: 0 };
  while (cursor.at < message.length) {
    const tag = readVarint(message, cursor);
    if (tag === undefined) return false;
    const number = tag >>> 3;
    const type = tag & 7;
    if (type === varint) {
      const value = readVarint(message, cursor);
      if (value === undefined || !visit({ number, value })) return false;
      continue;
    }
    const length =
      type === lengthDelimited ? readVarint(message, cursor) : type === fixed64 ? 8 : type === fixed32 ? 4 : undefined;
    if (length === undefined || cursor.at + length > message.length) return false;
    const bytes = message.subarray(cursor.at, cursor.at + length);
    cursor.at += length;
    if (!visit({ number, bytes })) return false;
  }
  return true;
};

/** Values above 2^53 cannot be sizes or indexes here, so they count as malformed. */
const readVarint = (message: Buffer, cursor: { at: number }): number | undefined => {
  let value = 0;
  for (let shift = 0; shift < 64; shift += 7) {
    const byte = message[cursor.at++];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
  }
  return undefined;
};

/**
 * Packs records into one aggregate. Equal partition keys are stored once. Without `digest` its place is left zero, for bytes
 * that something else will check.
 */
export const aggregate = (records: readonly UserRecord[], { digest = true } = {}): Buffer => {
  const indexes = new Map<string, number>();
  for (const { partitionKey } of records) if (!indexes.has(partitionKey)) indexes.set(partitionKey, indexes.size);

  let size = magic.length + digestLength;
  for (const key of indexes.keys()) size += delimitedSize(Buffer.byteLength(key));
  for (const record of records) size += delimitedSize(recordSize(indexes.get(record.partitionKey) ?? 0, record.data));

  const packed = Buffer.allocUnsafe(size);
  let at = magic.copy(packed);
  for (const key of indexes.keys()) {
    packed[at++] = 0x0a;
    at = writeVarint(packed, at, Buffer.byteLength(key));
    at += packed.write(key, at, 'utf8');
  }
  for (const record of records) {
    const index = indexes.get(record.partitionKey) ?? 0;
    packed[at++] = 0x1a;
    at = writeVarint(packed, at, recordSize(index, record.data));
    packed[at++] = 0x08;
    at = writeVarint(packed, at, index);
    packed[at++] = 0x1a;
    at = writeVarint(packed, at, record.data.length);
    at += record.data.copy(packed, at);
  }
  if (digest) hash('md5', packed.subarray(magic.length, at), 'buffer').copy(packed, at);
  else packed.fill(0, at);
  return packed;
};

/** Bytes that a record adds to an aggregate at most: its data and key, the framing around both, and the aggregate's own. */
export const aggregatedSize = (record: UserRecord): number =>
  record.data.length + Buffer.byteLength(record.partitionKey) + 36;

const recordSize = (index: number, data: Buffer): number => 1 + varintSize(index) + delimitedSize(data.length);
const delimitedSize = (length: number): number => 1 + varintSize(length) + length;
const varintSize = (value: number): number => (value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4);

const writeVarint = (target: Buffer, start: number, value: number): number => {
  let at = start;
  let rest = value;
  while (rest >= 0x80) {
    target[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[at++] = rest;
  return at;
};
