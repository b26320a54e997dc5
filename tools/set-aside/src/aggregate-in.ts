import { gunzipSync } from 'node:zlib';
import { isAggregate } from '@millrace/shared/runtime/kpl';

/** Records of a stream are at most 10 MiB, and readings gzip to an eighth; what is larger is somebody's mischief. */
const maxAggregateBytes = 80 * 1024 * 1024;

/** The KPL aggregate that bytes are, gzipped or not; nothing where they are none. */
export const aggregateIn = (data: Buffer): Buffer | undefined => {
  const bytes = unzipped(data);
  return bytes && isAggregate(bytes) ? bytes : undefined;
};

const unzipped = (data: Buffer): Buffer | undefined => {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: maxAggregateBytes });
  } catch {
    return undefined;
  }
};
