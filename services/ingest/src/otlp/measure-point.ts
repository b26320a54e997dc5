import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { maxMeasures, maxNameLength } from '../compose/reading-limits.ts';
import type { Metric } from './messages/metrics.ts';
import { type MetricPoint, suffixRoom } from './metric-points.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import { seriesName, seriesText } from './series-name.ts';
import { unitOf } from './unit-of.ts';

/** One data point as measures of a reading. */
export type MeasuredPoint = {
  /** Epoch milliseconds. */
  time: string;
  isDelta: boolean;
  /** Metric and attributes in full, where the name alone does not tell them. */
  series: { name: string; text: string } | undefined;
  /** `number` is a JSON text. */
  measures: { name: string; number: string; unit: string | undefined }[];
};

/** Of a unit in the contract. */
const maxUnitLength = 32;

export const measurePoint = (metric: Metric, { kind, point, isDelta, values }: MetricPoint): Parsed<MeasuredPoint> => {
  const { name: metricName = '' } = metric;
  const { attributes = [], timeUnixNano } = point;
  const unit = unitOf(metric.unit);
  if (metricName === '') return bad('the metric has no name');
  if (unit !== undefined && unit.length > maxUnitLength) return bad(`the unit has over ${maxUnitLength} characters`);
  if (timeUnixNano === undefined) return bad('the data point has no time');
  if ('setAside' in values) return values;
  if (values.ok.size > maxMeasures) return bad(`the data point has over ${maxMeasures} values`);
  const series = { metric: metricName, attributes };
  const name = seriesName(series, maxNameLength - suffixRoom[kind]);
  return {
    ok: {
      time: millisecondsOf(timeUnixNano),
      isDelta,
      series: name === metricName ? undefined : { name, text: seriesText(series) },
      measures: Array.from(values.ok, ([suffix, number]) => ({
        name: `${name}${suffix}`,
        number,
        unit: suffix === '.count' ? '1' : unit,
      })),
    },
  };
};

const bad = (detail: string) => setAside('schema-violation', detail);
