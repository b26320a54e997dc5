import { hash } from 'node:crypto';
import type { Reading } from './reading.ts';

/**
 * What every store and every later decision knows a reading by: the device's own id, or else a digest of the JSON text that
 * is in raw-readings, which holds tenant, device, time and content.
 */
export const readingId = ({ deviceId, id }: Reading, text: string): string =>
  `${deviceId}:${id ?? hash('md5', text, 'base64url')}`;
