/**
 * The token of an Authorization header: `Token` is InfluxDB's own scheme, `Bearer` everybody's, and clients of InfluxDB 1 have a user and a
 * password, which is the token. Undefined where there is none.
 */
export const tokenIn = (authorization = ''): string | undefined => {
  const [, scheme = '', credentials = ''] = /^(token|bearer|basic) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return credentials || undefined;
  const user = Buffer.from(credentials, 'base64').toString('utf8');
  return user.slice(user.indexOf(':') + 1) || undefined;
};
