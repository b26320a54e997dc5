import { createHash } from 'node:crypto';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { Problem } from '@millrace/shared/runtime/http';
import * as Type from 'typebox';

/** Where a page ended. */
export type Place = readonly (string | number)[];

/**
 * Opaque to the client, and good for the one question that it was given for, whose text holds the tenant. It carries no
 * authority: what is read from a place on is the tenant's of whoever asks.
 */
export const writePageToken = (question: string, place: Place): string =>
  Buffer.from(JSON.stringify([digestOf(question), place])).toString('base64url');

/** Reads places of one kind. Throws the `Problem` 400 for a token of another question, or of none. */
export const readPageToken = <P extends Type.TSchema>(place: P) => {
  const parse = schemaParser(Type.Tuple([Type.String(), place]));
  return (question: string, token: string): Type.Static<P> => {
    const parsed = parse(jsonIn(token));
    if ('setAside' in parsed || parsed.ok[0] !== digestOf(question)) throw refusedToken();
    return parsed.ok[1] as Type.Static<P>;
  };
};

export const refusedToken = (): Problem =>
  new Problem(400, 'invalid-parameter', 'This nextToken does not belong to the request.', { parameter: 'nextToken' });

const digestOf = (question: string): string => createHash('sha256').update(question).digest('base64url').slice(0, 16);

const jsonIn = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
