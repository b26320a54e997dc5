import { type Explain, type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { identityOf } from '../take/identity-of.ts';
import type { Take } from '../take/take.ts';
import { untakenProblem } from '../take/untaken-problem.ts';
import { encodingOf, json } from './encodings.ts';
import { partialSuccess } from './partial-success.ts';
import type { Signal } from './signals.ts';

type Ports = { take: Take };

/**
 * An Export call of OTLP/HTTP. 200 where the stream has all of it; what is bad is kept, and told as partial success, which clients do
 * not send again. Where the stream did not take something the whole request is to be sent again, as clients do after 429 and 503:
 * what was taken comes a second time, with the same ids.
 */
export const answerExport =
  ({ take }: Ports) =>
  <Request, Response>({ request: asked, response, candidates, partialSuccess: tell }: Signal<Request, Response>) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const identity = identityOf(request);
    const encoding = encodingOf(request);
    if (!encoding)
      throw new Problem(415, 'unsupported-type', 'Content-Type may be application/json or application/x-protobuf.');
    const records = candidates(encoding.read(asked, request), identity);
    const results = await take(records, identity, request.signal);
    const untaken = results.filter((result) => result.status === 'retry');
    if (untaken.length > 0) throw untakenProblem(untaken);
    const partial = partialSuccess(records, results);
    return {
      status: 200,
      headers: { 'content-type': encoding.contentType },
      body: encoding.answer(response, partial ? tell(String(partial.rejected), partial.message) : ({} as Response)),
    };
  };

/** An error as a `google.rpc.Status` in the encoding of the request; in JSON where that is none of OTLP's. */
export const explainExport: Explain = ({ status, message, extra, headers }, requestId, request) => {
  const { contentType, error } = encodingOf(request) ?? json;
  const text = status < 500 ? message : `${message} (request ${requestId})`;
  const violation = { field: String(extra.field ?? ''), description: message };
  return {
    status,
    headers: { ...headers, 'content-type': contentType },
    body: error(text, status === 400 ? { fieldViolations: [violation] } : undefined),
  };
};
