import type { Identity } from '../take/identity-of.ts';
import { deviceOf } from './device-of.ts';
import { gatherReadings } from './gather-readings.ts';
import { measurePoint } from './measure-point.ts';
import type { ExportMetricsServiceRequest } from './messages/metrics.ts';
import { type DataPoint, metricPoints } from './metric-points.ts';
import type { OtlpCandidate } from './otlp-candidate.ts';
import { type RefusedElement, startRefusing } from './refused-requests.ts';
import { senderAttributes } from './sender-attributes.ts';

/** Every data point of a request, in one reading of its device or refused. */
export const metricCandidates = (
  { resourceMetrics = [] }: ExportMetricsServiceRequest,
  identity: Identity,
): OtlpCandidate[] => {
  const refuse = startRefusing();
  return resourceMetrics.flatMap((ofResource) => {
    const { resource, scopeMetrics = [] } = ofResource;
    const device = deviceOf(resource, identity);
    return scopeMetrics.flatMap((ofScope) => {
      const readings = gatherReadings(senderAttributes(resource, ofScope.scope));
      const refused = (ofScope.metrics ?? []).flatMap((metric) => {
        const points = metricPoints(metric);
        const bad: RefusedElement<DataPoint>[] = [];
        for (const each of points) {
          const measured = 'ok' in device ? measurePoint(metric, each) : device;
          if ('ok' in measured) readings.add(measured.ok);
          else bad.push({ element: each.point, reason: measured.setAside });
        }
        return refuse(bad, (dataPoints) => {
          const kind = points[0]?.kind ?? 'gauge';
          const data = { [kind]: { ...metric[kind], dataPoints } };
          const scope = { ...ofScope, metrics: [{ ...metric, ...data }] };
          return { resourceMetrics: [{ ...ofResource, scopeMetrics: [scope] }] };
        });
      });
      return 'ok' in device ? [...readings.candidatesOf(device.ok), ...refused] : refused;
    });
  });
};
