import type { ViolationKind } from '../verdict.ts';
import { deployed, type Wirings } from '../wirings.ts';
import { around } from './around.ts';
import {
  nameAtRandom,
  sendAndNeverStoreThatItIsDue,
  sendBeforeStoring,
  stopAtTheFirstConflict,
  strikeOutBeforeSending,
  takeAllForSent,
} from './bad-alerts.ts';
import {
  acknowledgeAtOnce,
  forgetWhatFailed,
  oneByOneAtOnce,
  onlyTheFirstOfAnAggregate,
  reportTheLastRecord,
  swallowErrors,
  trustDigests,
} from './bad-handlers.ts';
import { answerTooSoon, putWithoutHoldingBack } from './bad-wirings.ts';
import {
  answerRegistryAsAbsent,
  answerTaken,
  forgetUnprocessedItems,
  ignoreFailedMessages,
  nameSetAsideByFirstRecord,
  refuseWholeBatch,
  saveWithoutCondition,
  saveWithoutTimer,
  sayKept,
  sayWritten,
  sendTwice,
  withoutVersion,
} from './lies.ts';

/** A pipeline with one well-known mistake, and what it must be found guilty of. */
export type KnownBad = {
  mistake: string;
  guiltyOf: ViolationKind[];
  /** Worlds in which it is found out, where it is not in one of the first twenty. */
  seeds?: readonly number[];
  wirings: Wirings;
};

const between = (lie: NonNullable<Wirings['between']>): Wirings => ({ ...deployed, between: lie });

/** Mistakes that systems in this field have made. The campaign is worth something only if it finds each of them. */
export const knownBad: KnownBad[] = [
  { mistake: 'answers 202 before the stream has the readings', guiltyOf: ['lost'], wirings: answerTooSoon },
  { mistake: 'drops the failed entries of PutRecords', guiltyOf: ['lost'], wirings: between(answerTaken) },
  {
    mistake: 'sends the whole batch again when a part of it failed',
    guiltyOf: ['sent again though taken'],
    wirings: between(sendTwice),
  },
  {
    mistake: 'sends what failed again behind what came later',
    guiltyOf: ['order inverted'],
    wirings: putWithoutHoldingBack,
  },
  { mistake: 'swallows exceptions', guiltyOf: ['lost'], wirings: around(swallowErrors) },
  {
    mistake: 'acknowledges what it could not archive',
    guiltyOf: ['not archived'],
    wirings: around(swallowErrors, ['-archive']),
  },
  {
    mistake: 'works on the records of a batch in parallel',
    guiltyOf: ['order inverted'],
    wirings: around(oneByOneAtOnce),
  },
  { mistake: 'acknowledges before the work is done', guiltyOf: ['lost'], wirings: around(acknowledgeAtOnce) },
  {
    mistake: 'reports the last record as the first that failed',
    guiltyOf: ['lost'],
    wirings: around(reportTheLastRecord),
  },
  { mistake: 'passes over records that it has met before', guiltyOf: ['lost'], wirings: around(forgetWhatFailed) },
  {
    mistake: 'does not verify the digest of aggregates',
    guiltyOf: ['stored though bad', 'stored wrong', 'not set aside'],
    wirings: around(trustDigests),
  },
  {
    mistake: 'reads only the first record of an aggregate',
    guiltyOf: ['lost'],
    wirings: around(onlyTheFirstOfAnAggregate),
  },
  { mistake: 'writes rows without a version', guiltyOf: ['lost', 'stored twice'], wirings: between(withoutVersion) },
  {
    mistake: 'takes rejected rows for written ones',
    guiltyOf: ['not set aside', 'stored though bad'],
    wirings: between(sayWritten),
  },
  {
    mistake: 'fails the whole batch for one rejected row',
    guiltyOf: ['never came to rest'],
    wirings: between(refuseWholeBatch),
  },
  {
    mistake: 'takes a registry that cannot be read for an empty one',
    guiltyOf: ['set aside though good'],
    wirings: between(answerRegistryAsAbsent),
  },
  { mistake: 'acknowledges bad data that could not be kept', guiltyOf: ['not set aside'], wirings: between(sayKept) },
  {
    mistake: 'names a set-aside object after its first record',
    guiltyOf: ['not set aside'],
    wirings: between(nameSetAsideByFirstRecord),
  },
  {
    mistake: 'does not ask for partial responses',
    guiltyOf: ['lost'],
    wirings: { ...deployed, mapping: { functionResponseTypes: [] } },
  },
  {
    mistake: 'strikes alerts out of the outbox before it sends them',
    guiltyOf: ['alert missed'],
    wirings: strikeOutBeforeSending,
  },
  { mistake: 'takes every alert for sent', guiltyOf: ['alert missed'], wirings: takeAllForSent },
  {
    mistake: 'ignores the failed messages of PublishBatch',
    guiltyOf: ['alert missed'],
    wirings: between(ignoreFailedMessages),
  },
  {
    mistake: 'forgets the unprocessed items of BatchWriteItem',
    guiltyOf: ['alert missed'],
    wirings: between(forgetUnprocessedItems),
  },
  {
    mistake: 'stores the state of alerts without a condition',
    guiltyOf: ['alert missed', 'alert ghost', 'alert state wrong', 'alert told in two ways'],
    wirings: between(saveWithoutCondition),
  },
  {
    mistake: 'takes a write that was refused for done',
    guiltyOf: ['alert missed', 'alert ghost', 'alert state wrong'],
    // Two seldom write at once, and what the one overwrites is seldom missed.
    seeds: [56],
    wirings: stopAtTheFirstConflict,
  },
  {
    mistake: 'drops the timer when it stores a state',
    guiltyOf: ['alert timer wrong'],
    wirings: between(saveWithoutTimer),
  },
  {
    mistake: 'tells what is due and does not store that it did',
    guiltyOf: ['alert ghost', 'alert state wrong', 'alert timer wrong', 'never came to rest'],
    wirings: sendAndNeverStoreThatItIsDue,
  },
  {
    mistake: 'names alerts at random',
    guiltyOf: ['alert ghost', 'alert told in two ways'],
    wirings: nameAtRandom,
  },
  {
    mistake: 'tells of alerts before it stores them',
    guiltyOf: ['alert ghost', 'alert told in two ways'],
    wirings: sendBeforeStoring,
  },
  {
    mistake: 'acknowledges readings that it could not evaluate',
    guiltyOf: ['alert missed', 'alert state wrong'],
    wirings: around(swallowErrors, ['-evaluate']),
  },
  {
    mistake: 'sends what it gives up to a queue, which gets no payload',
    guiltyOf: ['lost', 'not set aside'],
    wirings: {
      ...deployed,
      mapping: { destinationConfig: { onFailure: { destination: 'arn:aws:sqs:eu-central-1:000000000000:failures' } } },
    },
  },
];
