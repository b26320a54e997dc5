import { logCandidates } from '../otlp/log-candidates.ts';
import { ExportLogsServiceRequest, ExportLogsServiceResponse } from '../otlp/messages/logs.ts';
import { ExportMetricsServiceRequest, ExportMetricsServiceResponse } from '../otlp/messages/metrics.ts';
import { metricCandidates } from '../otlp/metric-candidates.ts';
import type { OtlpCandidate } from '../otlp/otlp-candidate.ts';
import type { Message } from '../otlp/wire/message.ts';
import type { Identity } from '../take/identity-of.ts';

/** What one kind of telemetry is sent as, becomes, and is answered with. */
export type Signal<Request, Response> = {
  request: Message<Request>;
  response: Message<Response>;
  candidates: (request: Request, identity: Identity) => OtlpCandidate[];
  partialSuccess: (rejected: string, errorMessage: string) => Response;
};

const signal = <Request, Response>(each: Signal<Request, Response>) => each;

export const metrics = signal({
  request: ExportMetricsServiceRequest,
  response: ExportMetricsServiceResponse,
  candidates: metricCandidates,
  partialSuccess: (rejectedDataPoints, errorMessage) => ({ partialSuccess: { rejectedDataPoints, errorMessage } }),
});

export const logs = signal({
  request: ExportLogsServiceRequest,
  response: ExportLogsServiceResponse,
  candidates: logCandidates,
  partialSuccess: (rejectedLogRecords, errorMessage) => ({ partialSuccess: { rejectedLogRecords, errorMessage } }),
});
