import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { installJob } from './install-job.ts';
import { respond } from './respond.ts';

const anEvent = (RequestType: 'Create' | 'Update' | 'Delete'): CloudFormationCustomResourceEvent =>
  ({
    RequestType,
    ServiceToken: 'arn',
    ResponseURL: 'http://cloudformation',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'JobFiles',
    PhysicalResourceId: 'millrace-job-files',
    ResourceType: 'Custom::GlueJobFiles',
    ResourceProperties: { ServiceToken: 'arn', Prefix: 'jobs/0123/' },
    OldResourceProperties: {},
  }) as CloudFormationCustomResourceEvent;

const install = async (event: CloudFormationCustomResourceEvent, refusal?: Error) => {
  const objects: Record<string, string> = {};
  const answers: CloudFormationCustomResourceResponse[] = [];
  await installJob({
    files: { 'curate.py': 'python', 'curate.sql': 'select' },
    put: async (key, text) => {
      if (refusal) throw refusal;
      objects[key] = text;
    },
    respond: async (_, answer) => void answers.push(answer),
  })(event);
  return { objects, answers };
};

test.each(['Create', 'Update'] as const)('%s puts the files below the prefix and succeeds', async (type) => {
  const { objects, answers } = await install(anEvent(type));
  expect(objects).toEqual({ 'jobs/0123/curate.py': 'python', 'jobs/0123/curate.sql': 'select' });
  expect(answers).toEqual([
    {
      Status: 'SUCCESS',
      PhysicalResourceId: 'millrace-job-files',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'JobFiles',
    },
  ]);
});

test('Delete touches nothing and succeeds', async () => {
  const { objects, answers } = await install(anEvent('Delete'));
  expect(objects).toEqual({});
  expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
});

test('a put that fails is answered, so that the deployment fails at once', async () => {
  const { answers } = await install(
    anEvent('Create'),
    Object.assign(new Error('secret detail'), { name: 'AccessDenied' }),
  );
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('AccessDenied') }]);
  expect(answers[0]?.Status === 'FAILED' && answers[0].Reason).not.toContain('secret');
});

test('the answer is put as JSON without a content type, and a refusal is thrown', async () => {
  const requests: { method: string | undefined; type: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ method: request.method, type: request.headers['content-type'], body });
      response.writeHead(requests.length === 1 ? 200 : 403).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=x`;
  const answer: CloudFormationCustomResourceResponse = {
    Status: 'SUCCESS',
    PhysicalResourceId: 'p',
    StackId: 's',
    RequestId: 'r',
    LogicalResourceId: 'l',
  };
  await respond(url, answer);
  expect(requests).toEqual([{ method: 'PUT', type: '', body: JSON.stringify(answer) }]);
  await expect(respond(url, answer)).rejects.toThrow('403');
  server.close();
});
