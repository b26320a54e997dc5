import { Problem } from '@millrace/shared/runtime/http';

/** How far a request has been read: `trail` leads to the field that is being read. */
export type Progress = { trail: (string | number)[]; elements: number };

/**
 * Messages and list values of one request. In memory each takes up to a hundred times the two bytes that it has on the wire. A
 * batch of the collector's default size, 8,192 records of ten attributes, holds 180,000.
 */
const maxElements = 500_000;

/** Messages inside messages, protobuf's own default: attribute values may nest without end. */
const maxDepth = 100;

/** Runs a reader of untrusted bytes. What it throws becomes a `Problem` that names the field: 400, or 413 for too many elements. */
export const readOr400 = <T>(read: (progress: Progress) => T): T => {
  const progress: Progress = { trail: [], elements: 0 };
  try {
    return read(progress);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const field = progress.trail.join('.');
    throw new Problem(400, 'otlp-malformed', `${field || 'The body'}: ${(error as Error).message}`, { field });
  }
};

/** Counts a message or a list value against what a request may hold. */
export const countElement = (progress: Progress, depth = 0): void => {
  if (depth > maxDepth) throw new Error(`nests deeper than ${maxDepth} messages`);
  if (++progress.elements > maxElements) throw tooManyElements();
};

/** Of JSON text, before anything is made of it: objects and arrays, those that nobody knows included. */
const maxOpenings = 4 * maxElements;

export const refuseCrowdedJson = (text: string): void => {
  let openings = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === openBrace || code === openBracket) && ++openings > maxOpenings) throw tooManyElements();
  }
};
const [openBrace, openBracket] = [0x7b, 0x5b];

const tooManyElements = (): Problem =>
  new Problem(413, 'too-many-elements', `A request may hold ${maxElements} elements; send fewer at a time.`);
