import { QueryCommand, TimestreamQueryClient } from '@aws-sdk/client-timestream-query';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { region } from '../src/aws/account.ts';
import type { Platform } from '../src/platform.ts';
import { credentials } from '../src/run/open-ways-in.ts';

/** Columns of a device's rows in the hot store, by time. */
export const askHotStore = async (platform: Platform, deviceId: string, columns: string[]) => {
  const client = new TimestreamQueryClient({
    ...{ endpoint: platform.url(), region, credentials },
    requestHandler: new NodeHttpHandler(),
  });
  const selected = columns.map((column) => `"${column}"`).join(', ');
  const { Rows = [] } = await client.send(
    new QueryCommand({
      QueryString: `SELECT ${selected} FROM "millrace_local"."readings" WHERE device_id = '${deviceId}' ORDER BY time`,
    }),
  );
  return Rows.map(({ Data = [] }) => Data.map(({ ScalarValue }) => ScalarValue));
};
