import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import * as Type from 'typebox';

/** What is needed of the detail of Glue's event `Glue Job State Change`. */
const JobStateChange = Type.Object({ jobRunId: Type.String({ minLength: 1 }) });

export const parseJobStateChange = schemaParser(JobStateChange);
