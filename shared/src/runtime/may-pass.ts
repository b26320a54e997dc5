/** Errors of the AWS SDK that a later try may not meet: the service's own fault, throttling, time-outs, broken connections. */
export const mayPass = (error: unknown): boolean => {
  const { $fault, $retryable, name = '', code = '' } = error as SdkError;
  return (
    $fault === 'server' ||
    $retryable !== undefined ||
    name === 'TimeoutError' ||
    isThrottling(name) ||
    brokenConnections.has(code)
  );
};

type SdkError = { $fault?: string; $retryable?: object; name?: string; code?: string };

/** Of Node's sockets and resolver. */
const brokenConnections = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Of the name of an error, or of the code of a refused entry. */
export const isThrottling = (code: string): boolean => /Throttl|Throughput|LimitExceeded/.test(code);
