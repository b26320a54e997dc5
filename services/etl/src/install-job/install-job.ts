import { logger } from '@millrace/shared/runtime/observability';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';

type Ports = {
  /** Files of the job by name. */
  files: Record<string, string>;
  put: (key: string, text: string) => Promise<void>;
  /** Answers CloudFormation, which otherwise waits for the whole of the resource's time-out. */
  respond: (url: string, response: CloudFormationCustomResourceResponse) => Promise<void>;
};

/**
 * Puts the files of the Glue job below the resource's `Prefix`, which names their content, so that a run under way keeps the
 * files it began with. Files of earlier deployments stay, for CloudFormation may roll back to them.
 */
export const installJob =
  ({ files, put, respond }: Ports) =>
  async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    const answer = {
      PhysicalResourceId: 'millrace-job-files',
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    };
    try {
      if (event.RequestType !== 'Delete')
        for (const [name, text] of Object.entries(files)) await put(`${event.ResourceProperties.Prefix}${name}`, text);
    } catch (error) {
      logger.error('The job was not installed', error as Error);
      const Reason = `The files of the job could not be put into the lake: ${(error as Error).name}`;
      return respond(event.ResponseURL, { ...answer, Status: 'FAILED', Reason });
    }
    return respond(event.ResponseURL, { ...answer, Status: 'SUCCESS' });
  };
