import { list, message, one } from '../wire/message.ts';

/** Of google/rpc/status.proto and error_details.proto (googleapis): how OTLP spells an error. */
const Any = message({ typeUrl: one(1, 'string'), value: one(2, 'bytes') });
export const Status = message({ code: one(1, 'int32'), message: one(2, 'string'), details: list(3, () => Any) });

const FieldViolation = message({ field: one(1, 'string'), description: one(2, 'string') });
export const BadRequest = message({ fieldViolations: list(1, () => FieldViolation) });
