import { readDeliveryStream } from './delivery-stream.ts';

const withDestination = (properties: object) =>
  readDeliveryStream({
    DeliveryStreamName: 'landing',
    ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::lake', ...properties },
  });
const withProcessor = (Type: string, parameters: Record<string, string> = {}) =>
  withDestination({
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        {
          Type,
          Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
            ParameterName,
            ParameterValue,
          })),
        },
      ],
    },
  });
const lambdaArn = 'arn:aws:lambda:eu-central-1:000000000000:function:to-landing:7';

test("the defaults are Firehose's", () => {
  expect(withDestination({})).toMatchObject({
    bucket: 'lake',
    buffer: { bytes: 5 * 1024 * 1024, interval: 300_000 },
    gzip: false,
    extension: '',
    timeZone: 'UTC',
  });
  expect(withProcessor('Lambda', { LambdaArn: lambdaArn }).transform).toEqual({
    lambdaArn,
    functionName: 'to-landing',
    retries: 3,
    buffer: { bytes: 1024 * 1024, interval: 60_000 },
  });
});

test('numbers may be text, as CloudFormation has it', () => {
  expect(withDestination({ BufferingHints: { SizeInMBs: '64', IntervalInSeconds: '0' } }).buffer).toEqual({
    bytes: 64 * 1024 * 1024,
    interval: 0,
  });
});

test('processors that are not enabled do nothing', () => {
  const disabled = withDestination({
    ProcessingConfiguration: { Enabled: false, Processors: [{ Type: 'Lambda' }] },
  });
  expect(disabled.transform).toBeUndefined();
});

test.each([
  [() => withDestination({ BufferingHints: { SizeInMBs: 129 } }), 'SizeInMBs is 129, not 1 to 128'],
  [() => withDestination({ BufferingHints: { IntervalInSeconds: 901 } }), 'IntervalInSeconds is 901, not 0 to 900'],
  [() => withProcessor('Lambda', { LambdaArn: lambdaArn, BufferSizeInMBs: '3.1' }), 'SizeInMBs is 3.1, not 0.2 to 3'],
  [() => withProcessor('Lambda'), 'no LambdaArn'],
  [() => withDestination({ DynamicPartitioningConfiguration: { Enabled: true } }), 'DynamicPartitioningConfiguration'],
  [() => withDestination({ CompressionFormat: 'Snappy' }), 'CompressionFormat Snappy'],
  [() => withDestination({ Prefix: '!{timestamp:EEE}', ErrorOutputPrefix: 'bad/' }), 'does not support EEE'],
  [() => withProcessor('RecordDeAggregation', { SubRecordType: 'JSON' }), 'when Dynamic Partitioning is enabled'],
  [() => withProcessor('Decompression'), 'the processor Decompression'],
  [() => readDeliveryStream({ DeliveryStreamName: 'landing' }), 'ExtendedS3DestinationConfiguration only'],
  [
    () =>
      readDeliveryStream({
        DeliveryStreamName: 'landing',
        DeliveryStreamType: 'MSKAsSource',
        ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::lake' },
      }),
    'supports DirectPut, and KinesisStreamAsSource',
  ],
])('%# is refused with its reason', (read, reason) => {
  expect(read).toThrow(reason);
  expect(read).toThrow('landing');
});
