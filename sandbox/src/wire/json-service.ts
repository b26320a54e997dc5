import { randomUUID } from 'node:crypto';
import { AwsError, type AwsRequest, type AwsResponse, type AwsService, notImplemented } from './aws-service.ts';

/** An operation of a JSON-protocol service: the parsed input to the output, throwing `AwsError` for modelled errors. */
// biome-ignore lint/suspicious/noExplicitAny: each operation narrows its own input; the wire carries any JSON
export type JsonOperation = (input: any) => Promise<object> | object;

/** Serves the `application/x-amz-json-1.x` protocol: the operation's name travels in the `X-Amz-Target` header. */
export const jsonService =
  (service: string, operations: Record<string, JsonOperation>): AwsService =>
  async (request: AwsRequest): Promise<AwsResponse> => {
    const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
    const name = request.headers['x-amz-target']?.split('.').at(-1) ?? 'unknown';
    const respond = (status: number, body: object): AwsResponse => ({
      status,
      headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID() },
      body: JSON.stringify(body),
    });
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw notImplemented(service, name);
      const input = request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'));
      return respond(200, await operation(input));
    } catch (error) {
      if (error instanceof AwsError)
        return respond(error.status, { __type: error.code, message: error.message, ...error.members });
      throw error;
    }
  };
