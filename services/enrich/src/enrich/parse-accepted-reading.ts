import { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';

const parseShape = schemaParser(AcceptedReading);

/** What ingest wrote, checked again: anyone with the right to put may have written into the stream. */
export const parseAcceptedReading = (json: string): Parsed<AcceptedReading> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return setAside('json-malformed', 'the record is not JSON');
  }
  return parseShape(value);
};
