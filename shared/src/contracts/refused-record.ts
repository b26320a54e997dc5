import * as Type from 'typebox';
import { type Reason, reasonCodes } from './parsed.ts';
import { jsonParser } from './schema-parser.ts';
import { Sender } from './sender.ts';

/**
 * What a way in refused goes through raw-readings, too, so that bad data is kept in one place: a first line of JSON with the
 * reason that the sender was told and who that was, then what was sent, byte for byte. No reading begins like that, so nothing that was
 * refused is accepted behind it, not even what would be a valid reading of another sender.
 */
const RefusedHeader = Type.Object(
  {
    refused: Type.Object(
      { code: Type.Enum(reasonCodes), detail: Type.String(), pointer: Type.Optional(Type.String()) },
      { additionalProperties: false },
    ),
    sender: Sender,
  },
  { additionalProperties: false },
);
const parseHeader = jsonParser(RefusedHeader);
const opening = '{"refused":';

export type Refusal = { reason: Reason; sender: Sender; text: string };

export const refusedRecord = ({ reason, sender, text }: Refusal): Buffer =>
  Buffer.from(`${JSON.stringify({ refused: reason, sender })}\n${text}`);

/** Undefined for any other text. */
export const openRefused = (record: string): Refusal | undefined => {
  if (!record.startsWith(opening)) return undefined;
  const end = record.indexOf('\n');
  const header = parseHeader(record.slice(0, end));
  return 'ok' in header
    ? { reason: header.ok.refused, sender: header.ok.sender, text: record.slice(end + 1) }
    : undefined;
};
