import { type Reason, setAside } from '@millrace/shared/contracts/parsed';
import { readingId } from '@millrace/shared/contracts/reading-id';
import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { maxTextBytes } from '@millrace/shared/runtime/open-bytes';
import { type ClockLimits, clockFault } from '../clock/clock-fault.ts';
import { claimReading } from './claim-reading.ts';
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
      data: refusedRecord({ reason: because, sender: identity, text }),
      verdict: { status: 'set-aside', reason: because },
    });
    if (Buffer.byteLength(text) > maxReadingBytes)
      return refused(setAside('too-large', `is over ${maxReadingBytes} bytes`).setAside);
    if (reason) return refused(reason);
    const claimed = claimReading(text, identity);
    if ('setAside' in claimed) return refused(claimed.setAside);
    const { reading, time } = claimed.ok;
    const fault = clockFault(limits, time, now);
    if (fault) return refused(fault.setAside);
    return {
      partitionKey: reading.deviceId,
      data: Buffer.from(claimed.ok.text),
      verdict: { status: 'accepted', id: readingId(reading, claimed.ok.text) },
    };
  };
