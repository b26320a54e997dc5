import type { HttpRequest } from '@millrace/shared/runtime/http';
import { BadRequest, Status } from '../otlp/messages/status.ts';
import type { Message, MessageOf } from '../otlp/wire/message.ts';
import { readJson } from '../otlp/wire/read-json.ts';
import { readProtobuf } from '../otlp/wire/read-protobuf.ts';
import { writeProtobuf } from '../otlp/wire/write-protobuf.ts';
import { openBody, openText } from '../take/open-body.ts';

/** One of the encodings of OTLP/HTTP. What comes in it is answered in it, errors included. */
export type Encoding = {
  contentType: string;
  read: <T>(message: Message<T>, request: Pick<HttpRequest, 'body' | 'headers'>) => T;
  answer: <T>(message: Message<T>, value: T) => unknown;
  /** A `google.rpc.Status`. */
  error: (message: string, badRequest?: MessageOf<typeof BadRequest>) => unknown;
};

const typeUrl = 'type.googleapis.com/google.rpc.BadRequest';

export const json: Encoding = {
  contentType: 'application/json',
  read: (message, request) => readJson(message, openText(request)),
  answer: (_, value) => value,
  error: (message, badRequest) => ({
    message,
    ...(badRequest ? { details: [{ '@type': typeUrl, ...badRequest }] } : {}),
  }),
};

export const protobuf: Encoding = {
  contentType: 'application/x-protobuf',
  read: (message, request) => readProtobuf(message, openBody(request)),
  answer: writeProtobuf,
  error: (message, badRequest) =>
    writeProtobuf(Status, {
      message,
      details: badRequest ? [{ typeUrl, value: base64(writeProtobuf(BadRequest, badRequest)) }] : [],
    }),
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** That a request says it is in; undefined for any other. */
export const encodingOf = ({ headers }: Pick<HttpRequest, 'headers'>): Encoding | undefined => {
  const [given = ''] = (headers['content-type'] ?? '').split(';');
  return [json, protobuf].find(({ contentType }) => contentType === given.trim().toLowerCase());
};
