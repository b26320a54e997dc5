import type { KeyValue } from '../messages/common.ts';
import type { ExportLogsServiceRequest, LogRecord } from '../messages/logs.ts';
import type { ExportMetricsServiceRequest, Metric, NumberDataPoint } from '../messages/metrics.ts';

const time = '1764000000000999999';

/** Attributes with text values. */
export const attributesOf = (texts: Record<string, string>): KeyValue[] =>
  Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }));

const monitor = attributesOf({ 'device.id': 'monitor-01' });

/** A request with these metrics of a bedside monitor. */
export const aMetricsRequest = (metrics: Metric[], attributes = monitor): ExportMetricsServiceRequest => ({
  resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }],
});

/** A gauge with a point for each of the given; name only what the test is about. */
export const aGauge = (points: NumberDataPoint[] = [{}], given: Metric = {}): Metric => ({
  name: 'heart.rate',
  gauge: {
    dataPoints: points.map((point) => ({
      timeUnixNano: time,
      ...(point.asDouble === undefined ? { asInt: '72' } : {}),
      ...point,
    })),
  },
  ...given,
});

/** A field that is undefined is not there. */
type Given<T> = { [Name in keyof T]: T[Name] | undefined };

/** A log record; name only what the test is about. */
const aLogRecord = (given: Given<LogRecord> = {}): LogRecord =>
  ({ timeUnixNano: time, body: { stringValue: 'lead off' }, ...given }) as LogRecord;

/** A request with such log records of a bedside monitor. */
export const aLogsRequest = (records: Given<LogRecord>[], attributes = monitor): ExportLogsServiceRequest => ({
  resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords: records.map(aLogRecord) }] }],
});
