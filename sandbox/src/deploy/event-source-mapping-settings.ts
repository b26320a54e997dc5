import { createHash } from 'node:crypto';
import type { EventSourceMappingSettings } from '../aws/event-source-mapping/settings.ts';
import type { Properties } from './template.ts';

/** A mapping from its CloudFormation properties. Its UUID follows from its name, so that failures keep their prefix in S3. */
export const eventSourceMappingSettings = (logicalId: string, properties: Properties): EventSourceMappingSettings => ({
  uuid: uuidOf(logicalId),
  functionName: properties.FunctionName,
  stream: properties.EventSourceArn.split(':stream/')[1],
  startingPosition: properties.StartingPosition,
  startingPositionTimestamp: properties.StartingPositionTimestamp,
  batchSize: properties.BatchSize,
  maximumBatchingWindowInSeconds: properties.MaximumBatchingWindowInSeconds,
  maximumRetryAttempts: properties.MaximumRetryAttempts,
  maximumRecordAgeInSeconds: properties.MaximumRecordAgeInSeconds,
  bisectBatchOnFunctionError: properties.BisectBatchOnFunctionError,
  parallelizationFactor: properties.ParallelizationFactor,
  functionResponseTypes: properties.FunctionResponseTypes,
  tumblingWindowInSeconds: properties.TumblingWindowInSeconds,
  filterCriteria: properties.FilterCriteria && {
    filters: properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => ({ pattern: Pattern })),
  },
  destinationConfig: { onFailure: { destination: properties.DestinationConfig?.OnFailure?.Destination } },
  enabled: properties.Enabled,
});

const uuidOf = (name: string): string => {
  const digest = createHash('md5').update(name).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
