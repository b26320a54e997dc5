/**
 * One emulated AWS service is one function from request to response. Served on loopback it answers the AWS CLI and
 * every SDK; handed to an SDK client as its request handler (`in-process.ts`) it runs without a socket.
 */
export type AwsRequest = {
  method: string;
  /** Path without the query string, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
};

export type AwsResponse = { status: number; headers: Record<string, string>; body: Buffer | string };

export type AwsService = (request: AwsRequest) => Promise<AwsResponse>;

/** An error as AWS names it: `code` is what a client switches on, such as `ResourceNotFoundException`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members of the modelled error beside its message, such as Timestream's `RejectedRecords`. */
  readonly members: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

export const notImplemented = (service: string, operation: string): AwsError =>
  new AwsError('NotImplemented', `The sandbox does not support ${service} ${operation}.`, 501);
