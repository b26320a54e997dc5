import { compilePattern } from '../eventbridge/event-pattern.ts';
import type { StreamRecord } from '../kinesis/kinesis.ts';
import { invalid } from './settings.ts';

/**
 * Which records pass the filter criteria: those that match any of the patterns, and all when there are none. A pattern
 * on `data` drops every record whose data is not JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
 */
export const createFilter = (patterns: string[]): ((record: StreamRecord) => boolean) => {
  const filters = patterns.map(compileFilter);
  if (filters.length === 0) return () => true;
  const readsData = filters.some((filter) => filter.readsData);
  return (record) => {
    const data = readsData ? parseJson(record.data) : undefined;
    const { partitionKey, sequenceNumber, arrivedAt } = record;
    const event = { partitionKey, sequenceNumber, approximateArrivalTimestamp: arrivedAt / 1000, data };
    return filters.some((filter) => !(filter.readsData && data === undefined) && filter.matches(event));
  };
};

const compileFilter = (text: string): { readsData: boolean; matches: (event: unknown) => boolean } => {
  try {
    const pattern = JSON.parse(text);
    return { readsData: Object.hasOwn(pattern, 'data'), matches: compilePattern(pattern) };
  } catch {
    throw invalid(`Invalid filter pattern definition: ${text}`);
  }
};

const parseJson = (data: Buffer): unknown => {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
};
