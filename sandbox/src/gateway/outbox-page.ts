import type { createSns } from '../aws/sns/sns.ts';
import type { AwsService } from '../wire/aws-service.ts';

/** What SNS published, newest first, for people: message bodies as they are, JSON where they are JSON. */
export const outboxPage =
  (sns: Pick<ReturnType<typeof createSns>, 'outbox'>): AwsService =>
  async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      sns
        .outbox()
        .map(({ topicArn, publishedAt, body, receipts }) => ({
          topicArn,
          publishedAt,
          message: jsonOr(body),
          receipts,
        }))
        .reverse(),
      null,
      2,
    ),
  });

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
