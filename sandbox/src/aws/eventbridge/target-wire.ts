import { notImplemented } from '../../wire/aws-service.ts';
import type { Target } from './rule.ts';

type WireTarget = {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  DeadLetterConfig?: { Arn?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number };
};

/** Throws `NotImplemented` for a member that would be lost, such as `SqsParameters`. A role is nothing here: all may call all. */
export const targetFromWire = ({
  Id,
  Arn,
  RoleArn,
  Input,
  InputPath,
  InputTransformer,
  DeadLetterConfig,
  RetryPolicy,
  ...other
}: WireTarget): Target => {
  const [unsupported] = Object.keys(other);
  if (unsupported) throw notImplemented('EventBridge', `PutTargets with ${unsupported}`);
  return {
    id: Id,
    arn: Arn,
    input: Input,
    inputPath: InputPath,
    inputTransformer: InputTransformer && {
      inputPathsMap: InputTransformer.InputPathsMap,
      inputTemplate: InputTransformer.InputTemplate,
    },
    deadLetterArn: DeadLetterConfig?.Arn,
    retryPolicy: RetryPolicy && {
      maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
      maximumEventAgeInSeconds: RetryPolicy.MaximumEventAgeInSeconds,
    },
  };
};

export const targetToWire = ({ id, arn, input, inputPath, inputTransformer, deadLetterArn, retryPolicy }: Target) => ({
  Id: id,
  Arn: arn,
  Input: input,
  InputPath: inputPath,
  InputTransformer: inputTransformer && {
    InputPathsMap: inputTransformer.inputPathsMap,
    InputTemplate: inputTransformer.inputTemplate,
  },
  DeadLetterConfig: deadLetterArn && { Arn: deadLetterArn },
  RetryPolicy: retryPolicy && {
    MaximumRetryAttempts: retryPolicy.maximumRetryAttempts,
    MaximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds,
  },
});
