import type { Item } from '@millrace/shared/runtime/get-items';
import type { Aws } from '../aws.ts';

/** All items of a table. */
export const readItems = async ({ dynamoDb }: Aws, TableName: string): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const { status, body } = await dynamoDb.service({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'DynamoDB_20120810.Scan' },
      body: Buffer.from(JSON.stringify({ TableName, ExclusiveStartKey })),
    });
    if (status !== 200) throw new Error(`Scan: ${body}`);
    const page = JSON.parse(body.toString());
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};
