import { isUtf8 } from 'node:buffer';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { devicesOf } from './devices-of.ts';
import { printable } from './printable.ts';
import type { Tracked } from './track-records.ts';

/** A record for people, whole: the only place beside a repair's difference that shows a payload. */
export const formatRecord = ({ record, repairs, replays, state, sha256 }: Tracked, bucket: string): string => {
  const lines: [string, string][] = [
    ['id', record.id],
    ['state', state],
    ['reason', record.reason],
    ['detail', record.detail],
    ...(record.pointer === undefined ? [] : ([['at', record.pointer || '(the whole)']] as [string, string][])),
    ['set aside', `${iso(record.setAsideAt)} by ${record.by}`],
    ['arrived', iso(record.arrivedAt)],
    ['stream', record.stream],
    ['', `${record.shardId}, ${record.sequenceNumber}`],
    ['partition key', record.partitionKey],
    ['device', devicesOf(record).join(', ')],
    ['kept in', `s3://${bucket}/${record.key}`],
    ['bytes', formatBytes(record.data)],
    ...repairs.map((repair): [string, string] => [
      'repair',
      `${iso(repair.repairedAt)} by ${repair.operator}${repair.patch ? `: ${repair.patch}` : ''}\n${formatBytes(repair.data)}`,
    ]),
    ...replays.map((replay): [string, string] => [
      'replay',
      `${iso(replay.replayedAt)} by ${replay.operator}: ${replay.outcome}, ${replay.sha256 === sha256 ? 'the bytes that hold' : 'earlier bytes'}`,
    ]),
  ];
  return lines
    .map(([label, text]) => `${label.padEnd(15)}${printable(text).replaceAll('\n', `\n${' '.repeat(15)}`)}`)
    .join('\n');
};

/** The same for machines. */
export const describeRecord = ({ record, state }: Tracked) => {
  const { data, ...rest } = record;
  return { ...rest, devices: devicesOf(record), state, bytes: data.length };
};

/** Text where there is one, once opened as its consumers do; else hex, 32 bytes a line. */
export const formatBytes = (data: Buffer): string => {
  const opened = openBytes(data);
  const isPacked = !isUtf8(data) && opened.some((each) => 'text' in each);
  const form = opened.length > 1 ? `, an aggregate of ${opened.length}` : isPacked ? ', packed' : '';
  return [`${data.length}${form}`, ...opened.map(textOf)].join('\n');
};

const textOf = (opened: ReturnType<typeof openBytes>[number]): string =>
  'text' in opened ? opened.text : hexOf(opened.data);

const hexOf = (data: Buffer): string => (data.toString('hex').match(/.{1,64}/g) ?? []).join('\n');

const iso = (time: number): string => new Date(time).toISOString();
