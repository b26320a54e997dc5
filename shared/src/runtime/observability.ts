import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';

/** Messages are constants, the rest are fields; payloads, tokens and personal data are never among them. */
export const logger = new Logger();

/** One embedded-metric line an invocation, never one a reading: log ingestion can cost more than all the rest. */
const metrics = new Metrics();

/** Counts something in this invocation. */
export const count = (metric: string, value: number): void => {
  if (value > 0) metrics.addMetric(metric, MetricUnit.Count, value);
};

/** Counts by one dimension, such as set-aside records by reason. */
export const countBy = (metric: string, dimension: string, counts: Record<string, number>): void => {
  for (const [value, number] of Object.entries(counts)) {
    const single = metrics.singleMetric();
    single.addDimension(dimension, value);
    single.addMetric(metric, MetricUnit.Count, number);
  }
};

/** The one middy chain of every function: log fields of the invocation, metrics flushed at its end. */
export const observed = <Event, Result>(work: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({ after: publish, onError: publish })
    .handler(work);

/** Powertools' own middleware warns at every invocation that counted nothing. */
const publish = (): void => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};
