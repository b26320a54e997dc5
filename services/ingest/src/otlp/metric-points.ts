import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { KeyValue } from './messages/common.ts';
import type { HistogramDataPoint, Metric, NumberDataPoint, SummaryDataPoint } from './messages/metrics.ts';

/** The kinds of metric, each with the length of the longest suffix of its values. */
export const suffixRoom = {
  gauge: 0,
  sum: 0,
  histogram: '.count'.length,
  exponentialHistogram: '.count'.length,
  // `.q` and a double between 0 and 1.
  summary: 25,
} as const;
export type Kind = keyof typeof suffixRoom;

export type DataPoint = { attributes?: KeyValue[]; timeUnixNano?: string; flags?: number };

/** JSON texts of numbers, integers with all their digits, by the suffix that tells the values of one point apart. */
export type Values = Map<string, string>;

/** A data point of any kind, with its values or why it has none. */
export type MetricPoint = { kind: Kind; point: DataPoint; isDelta: boolean; values: Parsed<Values> };

/** Every data point of a metric, but those that say of themselves that nothing was recorded. */
export const metricPoints = ({ gauge, sum, histogram, exponentialHistogram, summary }: Metric): MetricPoint[] => [
  ...pointsOf('gauge', gauge, numberValues),
  ...pointsOf('sum', sum, temporal(sum, numberValues)),
  ...pointsOf('histogram', histogram, temporal(histogram, histogramValues)),
  ...pointsOf('exponentialHistogram', exponentialHistogram, temporal(exponentialHistogram, histogramValues)),
  ...pointsOf('summary', summary, summaryValues),
];

/** DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK: the series has ended, or was not observed. */
const noRecordedValue = 1;
const delta = 1;
const cumulative = 2;

type Data<P> = { dataPoints?: P[]; aggregationTemporality?: number };
type ValuesOf<P> = (point: P) => Parsed<Values>;

const pointsOf = <P extends DataPoint>(kind: Kind, data: Data<P> = {}, valuesOf: ValuesOf<P>): MetricPoint[] =>
  (data.dataPoints ?? [])
    .filter(({ flags = 0 }) => (flags & noRecordedValue) === 0)
    .map((point) => ({ kind, point, isDelta: data.aggregationTemporality === delta, values: valuesOf(point) }));

/** Over which time a value without temporality was summed up, nobody can tell. */
const temporal =
  <P>({ aggregationTemporality }: Data<P> = {}, valuesOf: ValuesOf<P>): ValuesOf<P> =>
  (point) =>
    aggregationTemporality === delta || aggregationTemporality === cumulative
      ? valuesOf(point)
      : bad('has no aggregation temporality');

const numberValues = ({ asInt, asDouble }: NumberDataPoint) => valuesFrom([['', asInt ?? asDouble]]);

const histogramValues = ({ count = '0', sum, min, max }: HistogramDataPoint) =>
  valuesFrom([
    ['.count', count],
    ['.sum', sum],
    ['.min', min],
    ['.max', max],
  ]);

const summaryValues = ({ count = '0', sum = 0, quantileValues = [] }: SummaryDataPoint) => {
  if (quantileValues.some(({ quantile = 0 }) => !(0 <= quantile && quantile <= 1)))
    return bad('has a quantile outside of 0 to 1');
  return valuesFrom([
    ['.count', count],
    ['.sum', sum],
    ...quantileValues.map(({ quantile = 0, value = 0 }): Given => [`.q${quantile}`, value]),
  ]);
};

type Given = [suffix: string, number: string | number | undefined];

const valuesFrom = (given: Given[]): Parsed<Values> => {
  const present = given.filter(([, number]) => number !== undefined);
  if (present.length === 0) return bad('has no value');
  if (present.some(([, number]) => typeof number === 'number' && !Number.isFinite(number)))
    return bad('has a value that is not finite');
  const values = new Map(present.map(([suffix, number]) => [suffix, String(number)]));
  return values.size === present.length ? { ok: values } : bad('names a quantile twice');
};

const bad = (detail: string) => setAside('schema-violation', `the data point ${detail}`);
