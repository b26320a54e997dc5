import { choice, list, type MessageOf, message, one, optional } from '../wire/message.ts';
import { InstrumentationScope, KeyValue, Resource } from './common.ts';

/** Of opentelemetry/proto/metrics/v1 and collector/metrics/v1, OTLP 1.11. */
const Exemplar = message({
  filteredAttributes: list(7, () => KeyValue),
  timeUnixNano: one(2, 'fixed64'),
  asDouble: choice(3, 'double'),
  asInt: choice(6, 'sfixed64'),
  spanId: one(4, 'id'),
  traceId: one(5, 'id'),
});

const NumberDataPoint = message({
  attributes: list(7, () => KeyValue),
  startTimeUnixNano: one(2, 'fixed64'),
  timeUnixNano: one(3, 'fixed64'),
  asDouble: choice(4, 'double'),
  asInt: choice(6, 'sfixed64'),
  exemplars: list(5, () => Exemplar),
  flags: one(8, 'uint32'),
});
export type NumberDataPoint = MessageOf<typeof NumberDataPoint>;

const HistogramDataPoint = message({
  attributes: list(9, () => KeyValue),
  startTimeUnixNano: one(2, 'fixed64'),
  timeUnixNano: one(3, 'fixed64'),
  count: one(4, 'fixed64'),
  sum: optional(5, 'double'),
  bucketCounts: list(6, 'fixed64'),
  explicitBounds: list(7, 'double'),
  exemplars: list(8, () => Exemplar),
  flags: one(10, 'uint32'),
  min: optional(11, 'double'),
  max: optional(12, 'double'),
});
export type HistogramDataPoint = MessageOf<typeof HistogramDataPoint>;

const Buckets = message({ offset: one(1, 'sint32'), bucketCounts: list(2, 'uint64') });

const ExponentialHistogramDataPoint = message({
  attributes: list(1, () => KeyValue),
  startTimeUnixNano: one(2, 'fixed64'),
  timeUnixNano: one(3, 'fixed64'),
  count: one(4, 'fixed64'),
  sum: optional(5, 'double'),
  scale: one(6, 'sint32'),
  zeroCount: one(7, 'fixed64'),
  positive: one(8, () => Buckets),
  negative: one(9, () => Buckets),
  flags: one(10, 'uint32'),
  exemplars: list(11, () => Exemplar),
  min: optional(12, 'double'),
  max: optional(13, 'double'),
  zeroThreshold: one(14, 'double'),
});

const ValueAtQuantile = message({ quantile: one(1, 'double'), value: one(2, 'double') });

const SummaryDataPoint = message({
  attributes: list(7, () => KeyValue),
  startTimeUnixNano: one(2, 'fixed64'),
  timeUnixNano: one(3, 'fixed64'),
  count: one(4, 'fixed64'),
  sum: one(5, 'double'),
  quantileValues: list(6, () => ValueAtQuantile),
  flags: one(8, 'uint32'),
});
export type SummaryDataPoint = MessageOf<typeof SummaryDataPoint>;

const Gauge = message({ dataPoints: list(1, () => NumberDataPoint) });

const Sum = message({
  dataPoints: list(1, () => NumberDataPoint),
  aggregationTemporality: one(2, 'enum'),
  isMonotonic: one(3, 'bool'),
});

const Histogram = message({
  dataPoints: list(1, () => HistogramDataPoint),
  aggregationTemporality: one(2, 'enum'),
});

const ExponentialHistogram = message({
  dataPoints: list(1, () => ExponentialHistogramDataPoint),
  aggregationTemporality: one(2, 'enum'),
});

const Summary = message({ dataPoints: list(1, () => SummaryDataPoint) });

const Metric = message({
  name: one(1, 'string'),
  description: one(2, 'string'),
  unit: one(3, 'string'),
  gauge: choice(5, () => Gauge),
  sum: choice(7, () => Sum),
  histogram: choice(9, () => Histogram),
  exponentialHistogram: choice(10, () => ExponentialHistogram),
  summary: choice(11, () => Summary),
  metadata: list(12, () => KeyValue),
});
export type Metric = MessageOf<typeof Metric>;

const ScopeMetrics = message({
  scope: one(1, () => InstrumentationScope),
  metrics: list(2, () => Metric),
  schemaUrl: one(3, 'string'),
});
export type ScopeMetrics = MessageOf<typeof ScopeMetrics>;

const ResourceMetrics = message({
  resource: one(1, () => Resource),
  scopeMetrics: list(2, () => ScopeMetrics),
  schemaUrl: one(3, 'string'),
});
export type ResourceMetrics = MessageOf<typeof ResourceMetrics>;

export const ExportMetricsServiceRequest = message({ resourceMetrics: list(1, () => ResourceMetrics) });
export type ExportMetricsServiceRequest = MessageOf<typeof ExportMetricsServiceRequest>;

const ExportMetricsPartialSuccess = message({ rejectedDataPoints: one(1, 'int64'), errorMessage: one(2, 'string') });
export const ExportMetricsServiceResponse = message({ partialSuccess: one(1, () => ExportMetricsPartialSuccess) });
