import { list, type MessageOf, message, one } from '../wire/message.ts';
import { AnyValue, InstrumentationScope, KeyValue, Resource } from './common.ts';

/** Of opentelemetry/proto/logs/v1 and collector/logs/v1, OTLP 1.11. */
const LogRecord = message({
  timeUnixNano: one(1, 'fixed64'),
  observedTimeUnixNano: one(11, 'fixed64'),
  severityNumber: one(2, 'enum'),
  severityText: one(3, 'string'),
  body: one(5, () => AnyValue),
  attributes: list(6, () => KeyValue),
  droppedAttributesCount: one(7, 'uint32'),
  flags: one(8, 'fixed32'),
  traceId: one(9, 'id'),
  spanId: one(10, 'id'),
  eventName: one(12, 'string'),
});
export type LogRecord = MessageOf<typeof LogRecord>;

const ScopeLogs = message({
  scope: one(1, () => InstrumentationScope),
  logRecords: list(2, () => LogRecord),
  schemaUrl: one(3, 'string'),
});
export type ScopeLogs = MessageOf<typeof ScopeLogs>;

const ResourceLogs = message({
  resource: one(1, () => Resource),
  scopeLogs: list(2, () => ScopeLogs),
  schemaUrl: one(3, 'string'),
});
export type ResourceLogs = MessageOf<typeof ResourceLogs>;

export const ExportLogsServiceRequest = message({ resourceLogs: list(1, () => ResourceLogs) });
export type ExportLogsServiceRequest = MessageOf<typeof ExportLogsServiceRequest>;

const ExportLogsPartialSuccess = message({ rejectedLogRecords: one(1, 'int64'), errorMessage: one(2, 'string') });
export const ExportLogsServiceResponse = message({ partialSuccess: one(1, () => ExportLogsPartialSuccess) });
