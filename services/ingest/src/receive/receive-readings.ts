import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { identityOf } from '../take/identity-of.ts';
import { openText } from '../take/open-body.ts';
import type { Take } from '../take/take.ts';
import type { RecordResult } from '../take/take-readings.ts';
import { retryAfter, untakenProblem } from '../take/untaken-problem.ts';
import { splitBody } from './split-body.ts';

type Ports = { take: Take };

/**
 * POST /v1/readings: a result for each record, by its place in the body.
 * 202 all accepted; 207 mixed; 400 all set aside. When the stream took none: 429 where it is throttled, 503 where it fails
 * otherwise. Retry-After wherever something is to be sent again.
 */
export const receiveReadings =
  ({ take }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const identity = identityOf(request);
    const records = splitBody(openText(request), request.headers['content-type']);
    if (records.length === 0) throw new Problem(400, 'empty-body', 'The body holds no reading.');
    const results = await take(records, identity, request.signal);
    const untaken = results.filter((result) => result.status === 'retry');
    if (untaken.length === results.length) throw untakenProblem(untaken);
    return {
      status: statusOf(results),
      ...(untaken.length > 0 ? retryAfter : {}),
      body: {
        accepted: results.filter(({ status }) => status === 'accepted').length,
        results: results.map((result, index) => ({ index, ...result })),
      },
    };
  };

const statusOf = (results: RecordResult[]): number => {
  const all = (status: string) => results.every((result) => result.status === status);
  return all('accepted') ? 202 : all('set-aside') ? 400 : 207;
};
