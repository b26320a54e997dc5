import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';

/**
 * The properties of AWS::Lambda::EventSourceMapping, their names in camel case. What is left out has Lambda's default:
 * batches of 100, no batching window, retries and record age without end, one batch a shard at a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export type EventSourceMappingSettings = {
  uuid: string;
  /** A name, or an ARN with or without a qualifier. */
  functionName: string;
  /** The stream's name. */
  stream: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP';
  /** Epoch seconds, for AT_TIMESTAMP. */
  startingPositionTimestamp?: number | undefined;
  batchSize?: number | undefined;
  maximumBatchingWindowInSeconds?: number | undefined;
  /** -1 is without end. */
  maximumRetryAttempts?: number | undefined;
  /** -1 is without end. */
  maximumRecordAgeInSeconds?: number | undefined;
  bisectBatchOnFunctionError?: boolean | undefined;
  parallelizationFactor?: number | undefined;
  functionResponseTypes?: string[] | undefined;
  tumblingWindowInSeconds?: number | undefined;
  filterCriteria?: { filters: { pattern: string }[] } | undefined;
  destinationConfig?: { onFailure?: { destination?: string | undefined } | undefined } | undefined;
  enabled?: boolean | undefined;
};

export type Settings = ReturnType<typeof resolveSettings>;

/** Fills in the defaults, times in milliseconds. Throws `InvalidParameterValueException` for what Lambda refuses. */
export const resolveSettings = (given: EventSourceMappingSettings) => {
  const timestamp = given.startingPositionTimestamp;
  if ((given.startingPosition === 'AT_TIMESTAMP') !== (timestamp !== undefined))
    throw invalid('startingPositionTimestamp belongs to AT_TIMESTAMP and to nothing else');
  const factor = within('parallelizationFactor', given.parallelizationFactor ?? 1, 1, 10);
  const tumblingWindow = within('tumblingWindowInSeconds', given.tumblingWindowInSeconds ?? 0, 0, 900) * 1000;
  if (factor > 1 && tumblingWindow > 0)
    throw invalid('the state of a tumbling window is one a shard: factor must be 1');
  const recordAge = within('maximumRecordAgeInSeconds', given.maximumRecordAgeInSeconds ?? -1, -1, 604_800);
  if (recordAge > -1 && recordAge < 60) throw invalid('maximumRecordAgeInSeconds must be -1 or at least 60');
  const retries = within('maximumRetryAttempts', given.maximumRetryAttempts ?? -1, -1, 10_000);
  const onFailure = given.destinationConfig?.onFailure?.destination;
  if (onFailure !== undefined && !/^arn:[^:]+:(s3|sqs|sns):/.test(onFailure))
    throw invalid(`${onFailure} is no SQS queue, SNS topic or S3 bucket`);
  return {
    uuid: given.uuid,
    ...functionOf(given.functionName),
    stream: given.stream,
    startingPosition: given.startingPosition,
    startsAt: (timestamp ?? 0) * 1000,
    batchSize: within('batchSize', given.batchSize ?? 100, 1, 10_000),
    batchingWindow: within('maximumBatchingWindowInSeconds', given.maximumBatchingWindowInSeconds ?? 0, 0, 300) * 1000,
    maximumRetries: retries < 0 ? Number.POSITIVE_INFINITY : retries,
    maximumAge: recordAge < 0 ? Number.POSITIVE_INFINITY : recordAge * 1000,
    bisects: given.bisectBatchOnFunctionError ?? false,
    factor,
    reportsItemFailures: given.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    tumblingWindow,
    patterns: given.filterCriteria?.filters.map((filter) => filter.pattern) ?? [],
    onFailure,
    enabled: given.enabled ?? true,
  };
};

const within = (name: string, value: number, least: number, most: number): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(`${name} must be from ${least} to ${most}, not ${value}`);
};

const functionOf = (given: string): { functionName: string; functionArn: string } => {
  const [, name] = /^arn:[^:]+:lambda:[^:]+:[^:]+:function:([^:]+)/.exec(given) ?? [];
  return name
    ? { functionName: name, functionArn: given }
    : { functionName: given, functionArn: `arn:aws:lambda:${region}:${account}:function:${given}` };
};

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);
