import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';

/** One event for one target. */
export type Invocation = {
  payload: string;
  targetArn: string;
  /** What a dead letter says of where the event came from, such as `RULE_ARN`. */
  origin: Record<string, string>;
  deadLetterArn: string | undefined;
  retryPolicy: RetryPolicy | undefined;
};

/** An invocation on its way. Cloned as it is when the sandbox saves. */
export type Delivery = Omit<Invocation, 'retryPolicy'> & {
  maximumRetryAttempts: number;
  maximumEventAgeInSeconds: number;
  acceptedAt: number;
  dueAt: number;
  attempts: number;
};

export type RetryPolicy = { maximumRetryAttempts?: number | undefined; maximumEventAgeInSeconds?: number | undefined };

type Ports = {
  clock: Clock;
  deliver: (targetArn: string, payload: string) => Promise<void>;
  deadLetter: (queueArn: string, message: string, attributes: Record<string, string>) => Promise<void>;
};

/** A target that fails for a day must not eat the memory; past this the newest events are dropped and counted. */
const mostPending = 10_000;

/**
 * Delivers at least once: retries with a doubling delay until the policy is exhausted (24 h and 185 retries unless it
 * says less), then hands the payload to the dead-letter queue, or drops and counts it. Order is not kept, as in AWS.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export const createDeliveries = ({ clock, deliver, deadLetter }: Ports) => {
  const pending = new Set<Delivery>();
  let dropped = 0;

  const schedule = (delivery: Delivery): void => {
    pending.add(delivery);
    clock.after(Math.max(0, delivery.dueAt - clock.now()), () => void attempt(delivery));
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    try {
      await deliver(delivery.targetArn, delivery.payload);
      pending.delete(delivery);
    } catch (error) {
      delivery.attempts += 1;
      const delay = retryDelay(delivery.attempts);
      const verdict = verdictOf(delivery, error, clock.now() + delay);
      if (verdict) return giveUp(delivery, verdict);
      delivery.dueAt = clock.now() + delay;
      schedule(delivery);
    }
  };

  const giveUp = async (delivery: Delivery, verdict: Record<string, string>): Promise<void> => {
    const { deadLetterArn, payload, targetArn, origin, attempts } = delivery;
    const attributes = { ...origin, TARGET_ARN: targetArn, ...verdict, RETRY_ATTEMPTS: String(attempts - 1) };
    const kept =
      deadLetterArn &&
      (await deadLetter(deadLetterArn, payload, attributes).then(
        () => true,
        () => false,
      ));
    if (!kept) dropped += 1;
    pending.delete(delivery);
  };

  return {
    add({ retryPolicy, ...invocation }: Invocation): void {
      if (pending.size >= mostPending) {
        dropped += 1;
        return;
      }
      schedule({
        ...invocation,
        maximumRetryAttempts: retryPolicy?.maximumRetryAttempts ?? 185,
        maximumEventAgeInSeconds: retryPolicy?.maximumEventAgeInSeconds ?? 86_400,
        acceptedAt: clock.now(),
        dueAt: clock.now(),
        attempts: 0,
      });
    },
    idle: (isWaitedFor: (targetArn: string) => boolean = () => true): boolean =>
      [...pending].every(({ targetArn }) => !isWaitedFor(targetArn)),
    /** Events that reached neither their target nor a dead-letter queue. */
    dropped: (): number => dropped,
    save: (): Delivery[] => [...pending],
    restore(saved: Delivery[]): void {
      for (const delivery of saved) schedule({ ...delivery });
    },
  };
};

/** 1 s doubling to 480 s: so spaced, 185 retries take just under 24 h. Without AWS's jitter, so that runs repeat exactly. */
const retryDelay = (attempts: number): number => Math.min(2 ** (attempts - 1), 480) * 1000;

/** Why no further attempt is made, as a dead letter says it; undefined while there is one to come. */
const verdictOf = (delivery: Delivery, error: unknown, nextAttempt: number): Record<string, string> | undefined => {
  const code = errorCode(error);
  const reason = { ERROR_CODE: code, ERROR_MESSAGE: error instanceof Error ? error.message : String(error) };
  // Retrying would not help before somebody repairs the target, so AWS does not.
  if (code === 'NO_PERMISSIONS' || code === 'NO_RESOURCE') return reason;
  if (delivery.attempts > delivery.maximumRetryAttempts)
    return { ...reason, EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' };
  if (nextAttempt - delivery.acceptedAt > delivery.maximumEventAgeInSeconds * 1000)
    return { ...reason, EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' };
  return undefined;
};

const errorCode = (error: unknown): string => {
  const name = error instanceof AwsError ? error.code : '';
  if (/AccessDenied|Authorization/.test(name)) return 'NO_PERMISSIONS';
  if (/NotFound|NonExistent|DoesNotExist/.test(name)) return 'NO_RESOURCE';
  if (/Throttl|TooManyRequests/.test(name)) return 'THROTTLING';
  return 'ERROR_FROM_TARGET';
};
