import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { identityOf } from '../take/identity-of.ts';
import { openText } from '../take/open-body.ts';
import type { Take } from '../take/take.ts';
import { splitBody } from './split-body.ts';

type Ports = { take: Take };

/**
 * POST /v1/readings: a result for each record, by its place in the body.
 * 202 all accepted; 207 mixed; 400 all set aside; 503 with Retry-After when the stream took none.
 */
export const receiveReadings =
  ({ take }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const identity = identityOf(request);
    const records = splitBody(openText(request), request.headers['content-type']);
    if (records.length === 0) throw new Problem(400, 'empty-body', 'The body holds no reading.');
    const results = (await take(records, identity)).map((result, index) => ({ index, ...result }));
    const all = (status: string) => results.every((result) => result.status === status);
    if (all('retry')) throw new Problem(503, 'stream-busy', 'The stream took no reading; send them again.', retryAfter);
    return {
      status: all('accepted') ? 202 : all('set-aside') ? 400 : 207,
      ...(results.some(({ status }) => status === 'retry') ? retryAfter : {}),
      body: { accepted: results.filter(({ status }) => status === 'accepted').length, results },
    };
  };

const retryAfter = { headers: { 'retry-after': '1' } };
