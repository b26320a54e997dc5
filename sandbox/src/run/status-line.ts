import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Platform } from '../platform.ts';
import { bucketName } from '../seed/names.ts';

type Status = { at: number; sent: number };

/** One line on how the platform does, and the status to measure the next one's rate from. */
export const statusLine = async (
  platform: Platform,
  before: Status,
  sent: number,
): Promise<{ line: string; status: Status }> => {
  const at = Date.now();
  const rate = Math.round(((sent - before.sent) / Math.max(1, at - before.at)) * 1000);
  const stored = await platform.timestream.rowCount('millrace_local', 'readings');
  const setAside = Object.entries(platform.metrics.by('ReadingsSetAside')).map(
    ([reason, count]) => `${reason} ${count}`,
  );
  const files = await platform.s3.listObjects({ bucket: bucketName('lake'), prefix: '' });
  // The archive waits five minutes for company, and nobody waits for it.
  const waitedFor = [...platform.mappings].filter(([functionName]) => !functionName.endsWith('-archive'));
  const age = Math.max(0, ...waitedFor.map(([, mapping]) => mapping.iteratorAge()));
  const parts = [
    `${rate}/s`,
    `stored ${stored}`,
    `set aside ${setAside.length > 0 ? setAside.join(', ') : 0}`,
    `alerts open ${openAlerts(platform)}`,
    `lake files ${files.filter(({ key }) => !key.startsWith('jobs/')).length}`,
    `iterator age ${(age / 1000).toFixed(1)} s`,
  ];
  return { line: parts.join(' · '), status: { at, sent } };
};

const openAlerts = (platform: Platform): number => {
  const open = new Set<string>();
  for (const { topicArn, body } of platform.sns.outbox()) {
    if (!topicArn.endsWith('-alert-notifications')) continue;
    const { change, alertId } = JSON.parse(body) as AlertNotification;
    if (change === 'cleared') open.delete(alertId);
    else open.add(alertId);
  }
  return open.size;
};
