import { AwsError } from '../../wire/aws-service.ts';
import {
  type MeasureType,
  nanosecondsIn,
  parseMeasureValue,
  parseTime,
  type Value,
  valueBytes,
} from './measure-value.ts';

export type RecordInput = {
  Dimensions?: { Name: string; Value: string; DimensionValueType?: string }[];
  MeasureName?: string;
  MeasureValue?: string;
  MeasureValueType?: string;
  MeasureValues?: { Name: string; Value: string; Type: string }[];
  Time?: string;
  TimeUnit?: string;
  Version?: number;
};

/** One record of a WriteRecords call, its common attributes merged in. */
export type Point = {
  /** Sorted by name. */
  dimensions: Dimension[];
  measureName: string;
  /** Epoch nanoseconds. */
  time: bigint;
  version: number;
  /** A single measure has the column `measure_value::<type>`. */
  measures: Measure[];
};

export type Dimension = { name: string; value: string };
export type Measure = { column: string; type: MeasureType; value: Value; bytes: number };

/** Throws ValidationException, which refuses the whole call, for what is not a well-formed record. */
export const readPoints = (common: RecordInput = {}, records: RecordInput[] | undefined): Point[] => {
  if (!records || records.length === 0 || records.length > 100)
    throw invalid(
      "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have 1 to 100 items",
    );
  return records.map((record) => readPoint(common, record));
};

const readPoint = (common: RecordInput, own: RecordInput): Point => {
  const record = { ...common, ...own };
  const { MeasureName: measureName, Time: time = '', TimeUnit = 'MILLISECONDS', Version: version = 1 } = record;
  const timeUnit = nanosecondsIn[TimeUnit];
  if (!timeUnit) throw invalid(`${TimeUnit} is an invalid time unit.`);
  if (!measureName) throw invalid('The measure name of a record is missing.');
  const nanoseconds = parseTime(time, timeUnit);
  if (nanoseconds === undefined) throw invalid('Invalid time for record.');
  if (!Number.isInteger(version) || version < 1) throw invalid(`${version} is an invalid record version.`);
  return {
    dimensions: readDimensions([...(common.Dimensions ?? []), ...(own.Dimensions ?? [])]),
    measureName,
    time: nanoseconds,
    version,
    measures: readMeasures(record, timeUnit),
  };
};

const readDimensions = (inputs: NonNullable<RecordInput['Dimensions']>): Dimension[] => {
  const dimensions = inputs.map(({ Name: name, Value: value }) => {
    if (!name || !value) throw invalid('A dimension needs a name and a value.');
    return { name: checkName('dimension', name), value };
  });
  dimensions.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = dimensions.find(({ name }, index) => name === dimensions[index + 1]?.name);
  if (twice) throw invalid(`The dimension ${twice.name} is given twice, in the record or in its common attributes.`);
  return dimensions;
};

const readMeasures = (record: RecordInput, timeUnit: bigint): Measure[] => {
  const { MeasureValueType: type = 'DOUBLE', MeasureValue: text, MeasureValues: inputs } = record;
  if (type === 'MULTI') {
    if (!inputs || inputs.length === 0 || text !== undefined)
      throw invalid('A record of type MULTI needs MeasureValues and takes no MeasureValue.');
    const measures = inputs.map(({ Name, Type, Value }) =>
      readMeasure(checkName('measure', Name), Type, Value, timeUnit),
    );
    if (new Set(inputs.map(({ Name }) => Name)).size < inputs.length)
      throw invalid('A measure is given twice in one record.');
    return measures;
  }
  if (text === undefined || inputs)
    throw invalid(`A record of type ${type} needs a MeasureValue and no MeasureValues.`);
  if (type === 'TIMESTAMP') throw invalid('TIMESTAMP is an invalid measure value type.');
  return [readMeasure(`measure_value::${type.toLowerCase()}`, type, text, timeUnit)];
};

const readMeasure = (column: string, type: string, text: string, timeUnit: bigint): Measure => {
  if (!isMeasureType(type)) throw invalid(`${type} is an invalid measure value type.`);
  const value = parseMeasureValue(type, text ?? '', timeUnit);
  if (value === undefined) throw invalid(`The value of ${column} is not a valid ${type}.`);
  return { column, type, value, bytes: valueBytes(type, text) };
};

const isMeasureType = (type: string): type is MeasureType =>
  ['BIGINT', 'BOOLEAN', 'DOUBLE', 'TIMESTAMP', 'VARCHAR'].includes(type);

/** Timestream's own columns cannot be written, and a colon is kept for them. */
const checkName = (kind: string, name: string): string => {
  if (!name || /^(time|measure_name|measure_value.*|ts_.*)$|:/i.test(name))
    throw invalid(`${name} is not allowed as the name of a ${kind}.`);
  return name;
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
