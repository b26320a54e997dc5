import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Bundled in place of the SDK's default credential chain (`serverless.common.yml`). */
export const defaultProvider = fromEnv;
