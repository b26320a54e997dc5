/** What a failure means for the person at the terminal, and what to do next. */
export const explain = (error: unknown): string => {
  const { name, code, message } = error as Error & { code?: string };
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET')
    return 'Nothing answers at that endpoint. Is the sandbox still running? npm start starts it.';
  const advice = advices[name] ?? advices[code ?? ''];
  return advice ? `${message.replace(/\.?$/, '.')} ${advice}` : message;
};

const rights = 'docs/backtest.md lists the rights that are needed.';
const deployed = 'Is the platform deployed in that stage, account and region?';
const signIn = 'Sign in (aws sso login, or AWS_PROFILE), then try again.';

const advices: Record<string, string> = {
  CredentialsProviderError: signIn,
  ExpiredToken: signIn,
  ExpiredTokenException: signIn,
  AccessDenied: rights,
  AccessDeniedException: rights,
  NoSuchBucket: deployed,
  InvalidRequestException: deployed,
  ENOENT: 'Is the path right?',
};
