/** What a failure means for the person at the terminal, and what to do next. */
export const explain = (error: unknown): string => {
  const { name, code, message } = error as Error & { code?: string };
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET')
    return 'Nothing answers at that endpoint. Is the sandbox still running? npm start starts it.';
  const advice = advices[name] ?? advices[code ?? ''];
  return advice ? `${message.replace(/\.?$/, '.')} ${advice}` : message;
};

const advices: Record<string, string> = {
  CredentialsProviderError: 'Sign in (aws sso login, or AWS_PROFILE), then try again.',
  ExpiredToken: 'Sign in again, then repeat the command.',
  ExpiredTokenException: 'Sign in again, then repeat the command.',
  AccessDenied: 'docs/set-aside.md lists the rights that an operator needs.',
  AccessDeniedException: 'docs/set-aside.md lists the rights that an operator needs.',
  NoSuchBucket: 'Is the platform deployed in that stage, account and region?',
  ResourceNotFoundException: 'Is the service that owns the stream deployed in that stage?',
  TimeoutError: 'Repeat the command: it goes on from what its trail says.',
};
