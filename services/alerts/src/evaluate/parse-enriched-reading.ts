import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';

export const parseEnrichedReading = jsonParser(EnrichedReading);
