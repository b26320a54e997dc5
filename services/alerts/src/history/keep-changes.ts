import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { putItems } from '@millrace/shared/runtime/put-items';
import type { RetryPolicy } from '@millrace/shared/runtime/retry';
import { toItem } from './change-item.ts';

/** Keeps changes for those who ask for the history of an alert. One that is kept again is the same item. */
export const keepChanges = (ports: { client: DynamoDBClient; table: string; retry: RetryPolicy }) => {
  const put = putItems(ports);
  return (changes: readonly AlertNotification[]): Promise<void> => put(changes.map(toItem));
};
