/** The account and region that the sandbox plays. The region is the one that `npm run package` resolves templates for. */
export const region = 'eu-central-1';
export const account = '000000000000';
