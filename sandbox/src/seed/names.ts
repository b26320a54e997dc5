import { account } from '../aws/account.ts';

/** The stage that `npm run package` resolves templates for. */
export const stage = 'local';

export const resourceName = (thing: string): string => `millrace-${stage}-${thing}`;

/** Bucket names are global, so they end in the account. */
export const bucketName = (thing: string): string => `${resourceName(thing)}-${account}`;
