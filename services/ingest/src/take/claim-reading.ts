import { parseReading } from '@millrace/shared/contracts/parse-reading';
import { type Parsed, type Reason, setAside } from '@millrace/shared/contracts/parsed';
import type { Reading } from '@millrace/shared/contracts/reading';
import type { Identity } from './identity-of.ts';

/** A reading, its time in epoch milliseconds, and its text with the tenant in it. */
export type Claimed = { reading: Reading; time: number; text: string };

/** A reading in the name of a sender: of its own device and tenant, or else bad. */
export const claimReading = (text: string, identity: Identity): Parsed<Claimed> => {
  const parsed = parseReading(text);
  if ('setAside' in parsed) return parsed;
  const { reading, time } = parsed.ok;
  return mismatch(reading, identity) ?? { ok: { reading, time, text: withTenant(text, reading, identity.tenant) } };
};

const mismatch = (reading: Reading, { tenant, deviceId }: Identity): { setAside: Reason } | undefined => {
  if (deviceId !== undefined && reading.deviceId !== deviceId)
    return setAside('device-mismatch', 'is not the device of its sender', '/deviceId');
  if (reading.tenant !== undefined && reading.tenant !== tenant)
    return setAside('tenant-mismatch', 'is not the tenant of its sender', '/tenant');
  return undefined;
};

/** Written into the sender's text rather than serialised anew, so that all else stays as it was sent. */
const withTenant = (text: string, reading: Reading, tenant: string): string => {
  if (reading.tenant !== undefined) return text;
  const start = text.indexOf('{') + 1;
  return `${text.slice(0, start)}"tenant":"${tenant}",${text.slice(start)}`;
};
