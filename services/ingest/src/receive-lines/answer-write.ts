import { type Explain, type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { lineCandidates } from '../lines/line-candidates.ts';
import { precisionOf } from '../lines/precision.ts';
import { identityOf } from '../take/identity-of.ts';
import { openText } from '../take/open-body.ts';
import type { Take } from '../take/take.ts';
import { untakenProblem } from '../take/untaken-problem.ts';
import { partialWrite } from './partial-write.ts';

type Ports = {
  take: Take;
  /** Epoch milliseconds. */
  now: () => number;
};

/**
 * A write as InfluxDB answers it. 204 where the stream has all of it; 400 where lines are bad, which names them: they are kept, the
 * others are taken, and no client sends either again. Where the stream did not take something the whole request is to be sent again, as
 * clients do after 429 and 503: what was taken comes a second time, with the same ids if its lines have times.
 */
export const answerWrite =
  ({ take, now }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const identity = identityOf(request);
    const precision = precisionOf(request.query);
    const arrivedAt = new Date(now()).toISOString();
    const lines = lineCandidates(openText(request), { identity, precision, arrivedAt });
    if (lines.length === 0) throw new Problem(400, 'empty-body', 'The body holds no line.');
    const results = await take(lines, identity, request.signal);
    const untaken = results.filter((result) => result.status === 'retry');
    if (untaken.length > 0) throw untakenProblem(untaken);
    const partial = partialWrite(lines, results);
    if (partial !== undefined) throw new Problem(400, 'partial-write', partial);
    return { status: 204, body: undefined };
  };

/** InfluxDB's words for what went wrong; any other is `invalid`. */
const codes = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [413, 'request too large'],
  [429, 'too many requests'],
  [500, 'internal error'],
  [503, 'unavailable'],
]);

/** An error as InfluxDB 2 writes it, and, in `error`, as clients of InfluxDB 1 read it. */
export const explainWrite: Explain = ({ status, message: words, headers }, requestId) => {
  const message = status < 500 ? words : `${words} (request ${requestId})`;
  return { status, headers, body: { code: codes.get(status) ?? 'invalid', message, error: message } };
};
