import { parseReading } from '@millrace/shared/contracts/parse-reading';
import { type Reason, setAside } from '@millrace/shared/contracts/parsed';
import type { Reading } from '@millrace/shared/contracts/reading';
import { readingId } from '@millrace/shared/contracts/reading-id';
import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import { maxTextBytes } from '@millrace/shared/runtime/deliveries';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { type ClockLimits, clockFault } from '../clock/clock-fault.ts';
import type { Identity } from './identity-of.ts';

/** What a protocol's decoder yields: the JSON text of one reading, or any text that is already known to be none. */
export type Candidate = { text: string; reason?: Reason };

/** `id` is the reading id, under which every store knows it. What is set aside is kept, with the reason. */
export type Verdict = { status: 'accepted'; id: string } | { status: 'set-aside'; reason: Reason };

/** What travels to raw-readings, and what its sender is told once it is there. */
export type Judged = UserRecord & { verdict: Verdict };

/** Leaves room for the tenant, or for the reason of a refusal: accept reads as much as `maxTextBytes`. */
export const maxReadingBytes = maxTextBytes - 1024;

/**
 * Judges one record by the text that would travel, as the accept stage will: the sender's own text with the tenant of its token
 * in it. What is refused travels as a `RefusedRecord` under the sender's own key. `now` is in epoch milliseconds.
 */
export const judgeRecord =
  (identity: Identity, limits: ClockLimits, now: number) =>
  ({ text, reason }: Candidate): Judged => {
    const refused = (because: Reason): Judged => ({
      partitionKey: identity.deviceId ?? identity.tenant,
      data: refusedRecord(because, text),
      verdict: { status: 'set-aside', reason: because },
    });
    if (Buffer.byteLength(text) > maxReadingBytes)
      return refused(setAside('too-large', `is over ${maxReadingBytes} bytes`).setAside);
    if (reason) return refused(reason);
    const parsed = parseReading(text);
    if ('setAside' in parsed) return refused(parsed.setAside);
    const { reading, time } = parsed.ok;
    const fault = identityFault(reading, identity) ?? clockFault(limits, time, now);
    if (fault) return refused(fault.setAside);
    const claimed = withTenant(text, reading, identity.tenant);
    return {
      partitionKey: reading.deviceId,
      data: Buffer.from(claimed),
      verdict: { status: 'accepted', id: readingId(reading, claimed) },
    };
  };

const identityFault = (reading: Reading, { tenant, deviceId }: Identity): { setAside: Reason } | undefined => {
  if (deviceId !== undefined && reading.deviceId !== deviceId)
    return setAside('device-mismatch', 'is not the device of the token', '/deviceId');
  if (reading.tenant !== undefined && reading.tenant !== tenant)
    return setAside('tenant-mismatch', 'is not the tenant of the token', '/tenant');
  return undefined;
};

/** Written into the sender's text rather than serialised anew, so that all else stays as it was sent. */
const withTenant = (text: string, reading: Reading, tenant: string): string => {
  if (reading.tenant !== undefined) return text;
  const start = text.indexOf('{') + 1;
  return `${text.slice(0, start)}"tenant":"${tenant}",${text.slice(start)}`;
};
