import { randomUUID } from 'node:crypto';
import { account, region } from '../aws/account.ts';
import type { Invoke } from '../lambda/invoke.ts';
import type { AwsService } from '../wire/aws-service.ts';
import type { ResolvedResource } from './resolve-template.ts';

type Answer = { Status: 'SUCCESS' | 'FAILED'; Reason?: string };

/** Custom resources: CloudFormation invokes the function and waits for its answer at a URL that it hands out. */
export const createCustomResources = ({ invoke, url }: { invoke: Invoke; url: () => string }) => {
  const waiting = new Map<string, (answer: Answer) => void>();

  const service: AwsService = async ({ path, body }) => {
    waiting.get(path)?.(JSON.parse(body.toString('utf8')));
    return { status: 200, headers: {}, body: '' };
  };

  /** Creates the resource; rejects with the reason when its function says FAILED or fails itself. */
  const create = async ({ logicalId, type, properties }: ResolvedResource): Promise<void> => {
    const path = `/custom-resources/${randomUUID()}`;
    const answered = new Promise<Answer>((resolve) => waiting.set(path, resolve));
    const { ServiceToken, ...rest } = properties;
    const request = {
      RequestType: 'Create',
      RequestId: randomUUID(),
      ResponseURL: url() + path,
      StackId: `arn:aws:cloudformation:${region}:${account}:stack/sandbox/${logicalId}`,
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceProperties: rest,
    };
    const { functionError, payload } = await invoke(ServiceToken, JSON.stringify(request));
    const answer: Answer = functionError ? { Status: 'FAILED', Reason: payload } : await answered;
    waiting.delete(path);
    if (answer.Status !== 'SUCCESS') throw new Error(`${logicalId}: ${answer.Reason ?? 'failed without a reason'}`);
  };

  return { service, create };
};
