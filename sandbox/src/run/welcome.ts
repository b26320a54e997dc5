import { region } from '../aws/account.ts';
import type { Platform } from '../platform.ts';
import { resourceName } from '../seed/names.ts';
import { spareMonitor } from '../seed/seed-platform.ts';
import { apiUrls, signToken } from './open-ways-in.ts';

/** What a newcomer can do now: the addresses, and a command to try for each. */
export const welcome = async (platform: Platform): Promise<string> => {
  const { ingest, query, alerts } = apiUrls(platform);
  const token = await signToken(platform, 'alerts:act');
  return `
Millrace runs on this machine. Ctrl-C stops it; what it holds stays in ${platform.directory}.

  AWS endpoint  ${platform.url()}   (any SDK or the AWS CLI; no account, no real credentials)
  Ingest API    ${ingest}
  Query API     ${query}
  Alerts API    ${alerts}
  Outbox        ${platform.url()}/outbox   (every notification that SNS published)

Try, in another terminal:

  export TOKEN=${token}

  # the latest vitals of bed 3 (from the lake, once its first files are curated: a minute or two)
  curl -s -H "Authorization: Bearer $TOKEN" ${query}/v1/devices/monitor-03/readings/latest

  # a reading of your own; 41 degrees raise an alert
  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${ingest}/v1/readings \\
    -d '{"deviceId":"${spareMonitor}","time":"'$(date -u +%FT%TZ)'","measures":{"body-temperature":41}}'
  curl -s ${platform.url()}/outbox

  # the same straight into the stream
  echo '{"deviceId":"${spareMonitor}","time":'$(date +%s000)',"measures":{"body-temperature":40.5}}' | \\
  AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_DEFAULT_REGION=${region} \\
  aws --endpoint-url ${platform.url()} kinesis put-record --stream-name ${resourceName('raw-readings')} \\
    --partition-key ${spareMonitor} --data fileb:///dev/stdin

  # what is on now; acknowledge the first of it
  curl -s -H "Authorization: Bearer $TOKEN" ${alerts}/v1/alerts
  ALERT=$(curl -s -H "Authorization: Bearer $TOKEN" ${alerts}/v1/alerts | grep -o '"alertId":"[^"]*' | head -1 | cut -d'"' -f4)
  curl -s -X POST -H "Authorization: Bearer $TOKEN" ${alerts}/v1/alerts/$ALERT/acknowledge
`;
};
