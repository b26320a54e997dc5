import type { Identity } from '../take/identity-of.ts';
import { deviceOf } from './device-of.ts';
import { logReadings } from './log-readings.ts';
import type { ExportLogsServiceRequest, LogRecord } from './messages/logs.ts';
import type { OtlpCandidate } from './otlp-candidate.ts';
import { type RefusedElement, startRefusing } from './refused-requests.ts';
import { senderAttributes } from './sender-attributes.ts';

/** Every log record of a request, as readings of its device or refused. */
export const logCandidates = ({ resourceLogs = [] }: ExportLogsServiceRequest, identity: Identity): OtlpCandidate[] => {
  const refuse = startRefusing();
  const distinct = numberRepeats();
  return resourceLogs.flatMap((ofResource) => {
    const { resource, scopeLogs = [] } = ofResource;
    const device = deviceOf(resource, identity);
    return scopeLogs.flatMap((ofScope) => {
      const sender = senderAttributes(resource, ofScope.scope);
      const bad: RefusedElement<LogRecord>[] = [];
      const taken = (ofScope.logRecords ?? []).flatMap((record) => {
        const readings = 'ok' in device ? logReadings(record, { deviceId: device.ok, sender, distinct }) : device;
        if ('ok' in readings) return readings.ok;
        bad.push({ element: record, reason: readings.setAside });
        return [];
      });
      const refused = refuse(bad, (logRecords) => ({
        resourceLogs: [{ ...ofResource, scopeLogs: [{ ...ofScope, logRecords }] }],
      }));
      return [...taken, ...refused];
    });
  });
};

/** A logger may write the same line twice in a moment, and both count. */
const numberRepeats = () => {
  const seen = new Map<string, number>();
  return (id: string): string => {
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : `${id}.${before + 1}`;
  };
};
