import type { AwsRequest, AwsService } from '../../sandbox/src/wire/aws-service.ts';

/** The batch calls whose entries are taken or refused one by one. */
const lists: Record<string, 'Records' | 'Entries'> = { PutRecords: 'Records', PutEvents: 'Entries' };

/**
 * Watches what one invocation sends: an entry that the service has said it took must not be sent once more. What timed
 * out may be; the function cannot know.
 */
export const watchRepeats = (report: (repeated: string) => void) => {
  let taken = new Set<string>();

  return {
    /** A new invocation begins. */
    forget(): void {
      taken = new Set();
    },

    over:
      (service: AwsService): AwsService =>
      async (request) => {
        const operation = operationOf(request);
        const list = lists[operation];
        if (list === undefined) return service(request);
        const entries: object[] = JSON.parse(request.body.toString('utf8'))[list];
        const keys = entries.map((entry) => JSON.stringify(entry));
        for (const key of keys) if (taken.has(key)) report(`${operation} ${key.slice(0, 80)}`);
        const answer = await service(request);
        if (answer.status !== 200) return answer;
        const results: { ErrorCode?: string }[] = JSON.parse(answer.body.toString())[list];
        for (const [index, key] of keys.entries()) if (results[index]?.ErrorCode === undefined) taken.add(key);
        return answer;
      },
  };
};

const operationOf = ({ headers }: AwsRequest): string => headers['x-amz-target']?.split('.').at(-1) ?? '';
