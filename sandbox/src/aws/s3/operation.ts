import type { AwsRequest, AwsResponse } from '../../wire/aws-service.ts';
import type { Address } from './address.ts';

export type Operation = (call: Address & { request: AwsRequest }) => AwsResponse;

export const done = (status: number, headers: Record<string, string> = {}): AwsResponse => ({
  status,
  headers,
  body: '',
});
