import { isUtf8 } from 'node:buffer';
import { readJson, schemaParser } from '@millrace/shared/contracts/schema-parser';
import { Problem } from '@millrace/shared/runtime/http';
import type * as Type from 'typebox';

/** The longest comment, escaped, is less than half of it. */
const maxBytes = 16 * 1024;

/** Reads a JSON body by its contract; no body is an empty object. Throws the `Problem` that says what is wrong with it, and where. */
export const readBody = <T extends Type.TSchema>(schema: T) => {
  const parse = schemaParser(schema);
  return (body: Buffer, headers: Record<string, string>): Type.Static<T> => {
    const parsed = parse(body.length === 0 ? {} : jsonIn(body, headers));
    if ('ok' in parsed) return parsed.ok;
    const { detail, pointer = '' } = parsed.setAside;
    throw new Problem(400, 'invalid-body', 'The body is not what the action takes.', { pointer, detail });
  };
};

const jsonIn = (body: Buffer, headers: Record<string, string>): unknown => {
  if (body.length > maxBytes) throw new Problem(413, 'body-too-large', `The body is over ${maxBytes} bytes.`);
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new Problem(415, 'unsupported-encoding', 'The body may have no Content-Encoding.');
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Problem(415, 'unsupported-type', 'The Content-Type of the body must be application/json.');
  if (!isUtf8(body)) throw new Problem(400, 'not-utf8', 'The body is not UTF-8.');
  const read = readJson(body.toString('utf8'));
  if ('ok' in read) return read.ok;
  throw new Problem(400, 'json-malformed', 'The body is not JSON.');
};
