/** Errors of the AWS SDK that a later try may not meet: the service's own fault, throttling, and time-outs. */
export const mayPass = (error: unknown): boolean => {
  const { $fault, $retryable, name = '' } = error as { $fault?: string; $retryable?: object; name?: string };
  return (
    $fault === 'server' || $retryable !== undefined || /^TimeoutError$|Throttl|Throughput|LimitExceeded/.test(name)
  );
};
