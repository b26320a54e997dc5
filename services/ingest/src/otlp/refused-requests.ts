import type { Reason } from '@millrace/shared/contracts/parsed';
import { inBatches } from '@millrace/shared/runtime/batches';
import { Problem } from '@millrace/shared/runtime/http';
import { maxBodyBytes } from '../take/open-body.ts';
import type { OtlpCandidate } from './otlp-candidate.ts';

export type RefusedElement<T> = { element: T; reason: Reason };

/** Elements go together up to this; resource and scope come on top, and 255 KiB are kept with their reason. */
const elementBytes = 128 * 1024;

/**
 * Keeps what cannot be taken as OTLP/JSON requests of its own, which can be sent again once whatever was wrong is mended: one for each
 * reason. Since every one repeats the resource, all of a request are held to the size of a body.
 */
export const startRefusing = () => {
  let bytes = 0;
  return <T>(refused: readonly RefusedElement<T>[], requestOf: (elements: T[]) => object): OtlpCandidate[] =>
    [...Map.groupBy(refused, ({ reason }) => reason.detail).values()].flatMap((alike) =>
      inBatches(alike, { count: alike.length, bytes: elementBytes, sizeOf }).map((batch) => {
        const text = toJson(requestOf(batch.map(({ element }) => element)));
        bytes += text.length;
        if (bytes > maxBodyBytes)
          throw new Problem(413, 'too-much-refused', 'What cannot be taken is too much to keep; send less at a time.');
        return { text, items: batch.length, ...(batch[0] ? { reason: batch[0].reason } : {}) };
      }),
    );
};

const sizeOf = ({ element }: RefusedElement<unknown>): number => Buffer.byteLength(toJson(element));

/** OTLP/JSON spells numbers that JSON does not have. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? String(each) : each));
