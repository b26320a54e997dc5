import { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';

/** What ingest wrote, checked again: anyone with the right to put may have written into the stream. */
export const parseAcceptedReading = jsonParser(AcceptedReading);
