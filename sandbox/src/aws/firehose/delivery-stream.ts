import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import { compilePrefixes, type Prefix } from './prefix.ts';

/** What the sandbox reads of `AWS::KinesisFirehose::DeliveryStream` Properties, references already resolved. */
export type DeliveryStreamProperties = {
  DeliveryStreamName: string;
  DeliveryStreamType?: 'DirectPut' | 'KinesisStreamAsSource' | string;
  KinesisStreamSourceConfiguration?: { KinesisStreamARN: string; RoleARN?: string };
  ExtendedS3DestinationConfiguration?: S3Destination;
  [other: string]: unknown;
};

type S3Destination = {
  BucketARN: string;
  Prefix?: string;
  ErrorOutputPrefix?: string;
  BufferingHints?: { SizeInMBs?: Numeric; IntervalInSeconds?: Numeric };
  CompressionFormat?: string;
  FileExtension?: string;
  CustomTimeZone?: string;
  ProcessingConfiguration?: { Enabled?: boolean | string; Processors?: Processor[] };
  DynamicPartitioningConfiguration?: { Enabled?: boolean | string };
  DataFormatConversionConfiguration?: { Enabled?: boolean | string };
  [other: string]: unknown;
};

type Processor = { Type: string; Parameters?: { ParameterName: string; ParameterValue: string }[] };

/** CloudFormation takes numbers as text too. */
type Numeric = number | string;

export type DeliveryStream = {
  name: string;
  arn: string;
  /** Kinesis stream that it reads; undefined for direct puts. */
  source?: { streamName: string; streamArn: string };
  bucket: string;
  prefix: Prefix;
  failedPrefix: Prefix;
  timeZone: string;
  buffer: BufferHints;
  gzip: boolean;
  extension: string;
  delimiter: Buffer;
  transform?: Transform;
  properties: DeliveryStreamProperties;
};

/** Handed on at `bytes`, or `interval` ms after the first record. */
export type BufferHints = { bytes: number; interval: number };

export type Transform = { lambdaArn: string; functionName: string; retries: number; buffer: BufferHints };

/**
 * Reads CloudFormation Properties. Throws InvalidArgumentException for what AWS refuses and for what is not emulated.
 */
export const readDeliveryStream = (properties: DeliveryStreamProperties): DeliveryStream => {
  const { DeliveryStreamName: name, ExtendedS3DestinationConfiguration: s3 } = properties;
  if (!s3) throw invalid(`${name}: the sandbox delivers to ExtendedS3DestinationConfiguration only`);
  for (const unsupported of ['DynamicPartitioningConfiguration', 'DataFormatConversionConfiguration'] as const)
    if (isTrue(s3[unsupported]?.Enabled)) throw invalid(`${name}: the sandbox does not support ${unsupported}`);
  const timeZone = s3.CustomTimeZone ?? 'UTC';
  const { data, failed } = reasoned(name, () => compilePrefixes(s3.Prefix, s3.ErrorOutputPrefix, timeZone));
  const source = readSource(properties);
  const { transform, delimiter } = readProcessors(name, s3);
  const gzip = s3.CompressionFormat === 'GZIP';
  if (!gzip && (s3.CompressionFormat ?? 'UNCOMPRESSED') !== 'UNCOMPRESSED')
    throw invalid(`${name}: the sandbox does not support CompressionFormat ${s3.CompressionFormat}`);
  return {
    name,
    arn: `arn:aws:firehose:${region}:${account}:deliverystream/${name}`,
    ...(source && { source }),
    bucket: s3.BucketARN.replace(/^arn:aws:s3:::/, ''),
    prefix: data,
    failedPrefix: failed,
    timeZone,
    buffer: hints(name, s3.BufferingHints?.SizeInMBs ?? 5, [1, 128], s3.BufferingHints?.IntervalInSeconds ?? 300),
    gzip,
    // A custom extension takes the place of the one that compression adds.
    extension: s3.FileExtension ?? (gzip ? '.gz' : ''),
    delimiter,
    ...(transform && { transform }),
    properties,
  };
};

const readSource = (properties: DeliveryStreamProperties): DeliveryStream['source'] => {
  const { DeliveryStreamName: name, DeliveryStreamType: type = 'DirectPut' } = properties;
  if (type === 'DirectPut') return undefined;
  const streamArn = properties.KinesisStreamSourceConfiguration?.KinesisStreamARN;
  if (type !== 'KinesisStreamAsSource' || !streamArn)
    throw invalid(`${name}: the sandbox supports DirectPut, and KinesisStreamAsSource with its stream's ARN`);
  return { streamArn, streamName: streamArn.slice(streamArn.lastIndexOf('/') + 1) };
};

const readProcessors = (name: string, s3: S3Destination): { transform?: Transform; delimiter: Buffer } => {
  const configuration = s3.ProcessingConfiguration;
  const processors = isTrue(configuration?.Enabled) ? (configuration?.Processors ?? []) : [];
  let transform: Transform | undefined;
  let delimiter = '';
  for (const { Type, Parameters = [] } of processors) {
    const parameter = Object.fromEntries(Parameters.map((each) => [each.ParameterName, each.ParameterValue]));
    if (Type === 'Lambda') transform = readTransform(name, parameter);
    // AWS takes the delimiter as the two characters of an escape.
    else if (Type === 'AppendDelimiterToRecord') delimiter = (parameter.Delimiter ?? '\\n').replaceAll('\\n', '\n');
    else if (Type === 'RecordDeAggregation')
      throw invalid(`${name}: RecordDeAggregationProcessor can only be present when Dynamic Partitioning is enabled.`);
    else throw invalid(`${name}: the sandbox does not support the processor ${Type}`);
  }
  return { ...(transform && { transform }), delimiter: Buffer.from(delimiter) };
};

const readTransform = (name: string, parameter: Record<string, string | undefined>): Transform => {
  const lambdaArn = parameter.LambdaArn;
  if (!lambdaArn) throw invalid(`${name}: the Lambda processor has no LambdaArn`);
  return {
    lambdaArn,
    // arn:aws:lambda:<region>:<account>:function:<name>[:<version>]
    functionName: lambdaArn.split(':')[6] ?? lambdaArn,
    retries: between(name, 'NumberOfRetries', parameter.NumberOfRetries ?? 3, [0, 300]),
    buffer: hints(name, parameter.BufferSizeInMBs ?? 1, [0.2, 3], parameter.BufferIntervalInSeconds ?? 60),
  };
};

const hints = (name: string, sizeInMBs: Numeric, sizes: [number, number], intervalInSeconds: Numeric): BufferHints => ({
  bytes: between(name, 'SizeInMBs', sizeInMBs, sizes) * 1024 * 1024,
  interval: between(name, 'IntervalInSeconds', intervalInSeconds, [0, 900]) * 1000,
});

const between = (name: string, what: string, value: Numeric, [least, most]: [number, number]): number => {
  const number = Number(value);
  if (!(number >= least && number <= most)) throw invalid(`${name}: ${what} is ${value}, not ${least} to ${most}`);
  return number;
};

const reasoned = <T>(name: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw invalid(`${name}: ${(error as Error).message}`);
  }
};

const isTrue = (value: boolean | string | undefined): boolean => value === true || value === 'true';

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
