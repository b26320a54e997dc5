import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';

const parseShape = schemaParser(EnrichedReading);

export const parseEnrichedReading = (json: string): Parsed<EnrichedReading> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return setAside('json-malformed', 'the record is not JSON');
  }
  return parseShape(value);
};
