import { AwsError } from '../../wire/aws-service.ts';

/** SNS's answer to most of what it refuses. */
export const invalidParameter = (reason: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
