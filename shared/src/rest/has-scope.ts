/**
 * Whether a verified token has a scope. Issuers write `scope` (RFC 8693: a text) or `scp` (often an array, which API Gateway
 * hands over as `[a b]`); Cognito writes each as `<resource server>/<scope>`.
 */
export const hasScope = ({ scope = '', scp = '' }: Record<string, string>, wanted: string): boolean =>
  `${scope} ${scp}`.split(/[\s,[\]]+/).some((each) => each === wanted || each.endsWith(`/${wanted}`));
