import { RegisteredDevice } from '../contracts/device-registry.ts';
import { jsonParser } from '../contracts/schema-parser.ts';

/**
 * A shard as it is read: its bytes, and where each line begins. A million devices are 150 MB like this, and a line is
 * parsed when its device is asked for; as objects they would be over twice that, all of it walked by the garbage collector.
 */
export type RegistryShard = {
  key: string;
  bytes: Buffer;
  /** Offset of each line, and the end behind the last. */
  starts: Uint32Array;
};

/** How every line begins, up to the device id. */
const prefix = Buffer.from('{"deviceId":"');
const [quote, newline] = [0x22, 0x0a];

/**
 * Indexes a shard. Throws where a line does not begin as it should or does not follow the one before, for in an unsorted
 * shard a registered device would look unknown.
 */
export const indexShard = (key: string, bytes: Buffer): RegistryShard => {
  const starts: number[] = [];
  let start = 0;
  let before: readonly [number, number] = [0, 0];
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start);
    const line = starts.length + 1;
    if (end < 0) throw broken(key, line, 'is cut off');
    const id = idIn(bytes, start);
    if (!bytes.subarray(start, id[0]).equals(prefix) || id[1] < 0 || id[1] > end)
      throw broken(key, line, 'does not begin with a device id');
    if (bytes.compare(bytes, ...before, ...id) <= 0) throw broken(key, line, 'is not above the line before it');
    before = id;
    starts.push(start);
    start = end + 1;
  }
  return { key, bytes, starts: Uint32Array.from([...starts, start]) };
};

/** Which line is the device's, from 0; undefined where the shard does not have it. */
export const findLine = (shard: RegistryShard, deviceId: string): number | undefined => {
  const wanted = Buffer.from(`${deviceId}"`);
  let low = 0;
  let high = lineCount(shard) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareId(wanted, shard.bytes, (shard.starts[middle] ?? 0) + prefix.length);
    if (order === 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

/** Both end in a quote, which is below every character of a device id. By hand: Buffer's own costs ten times as much here. */
const compareId = (wanted: Buffer, bytes: Buffer, from: number): number => {
  for (let index = 0; index < wanted.length; index++) {
    const difference = (wanted[index] ?? 0) - (bytes[from + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const parse = jsonParser(RegisteredDevice);

export const deviceIdAt = ({ bytes, starts }: RegistryShard, line: number): string =>
  bytes.toString('latin1', ...idIn(bytes, starts[line] ?? 0));

/** The bytes of a line, its end included. */
export const lineAt = ({ bytes, starts }: RegistryShard, line: number): Buffer =>
  bytes.subarray(starts[line], starts[line + 1]);

/** The device of a line. Throws where the line breaks its contract. */
export const deviceAt = (shard: RegistryShard, line: number): RegisteredDevice => {
  const parsed = parse(lineAt(shard, line).toString());
  if ('setAside' in parsed)
    throw broken(shard.key, line + 1, `${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`.trimStart());
  const { versions } = parsed.ok;
  // A schema cannot say "rising", and an unsorted device would quietly be read as of another time.
  if (versions.some(({ validFrom }, place) => validFrom <= (versions[place - 1]?.validFrom ?? -1)))
    throw broken(shard.key, line + 1, '/versions do not rise by validFrom');
  return parsed.ok;
};

/** Every device of a shard, by rising id. */
export function* devicesIn(shard: RegistryShard): Generator<RegisteredDevice> {
  for (let line = 0; line < lineCount(shard); line++) yield deviceAt(shard, line);
}

export const lineCount = ({ starts }: RegistryShard): number => starts.length - 1;

/** From and to of the device id in the line that begins at `start`. */
const idIn = (bytes: Buffer, start: number): readonly [number, number] => {
  const from = start + prefix.length;
  return [from, bytes.indexOf(quote, from)];
};

const broken = (key: string, line: number, detail: string): Error =>
  new Error(`The registry breaks its contract: ${key} line ${line} ${detail}`);
