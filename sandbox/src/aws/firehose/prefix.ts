import { randomUUID } from 'node:crypto';
import { calendarTime, compileDatePattern, type DatePattern } from './date-pattern.ts';

/** The leading part of an object's key, for the arrival (epoch ms) of the object's first record. */
export type Prefix = (arrival: number) => string;

type Prefixes = { data: Prefix; failed: Prefix };

/**
 * Evaluates `Prefix` and `ErrorOutputPrefix` by Firehose's semantic rules
 * (docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html). Throws an Error for what AWS refuses, and for partition
 * keys.
 */
export const compilePrefixes = (prefix = '', errorPrefix: string | undefined, timeZone: string): Prefixes => {
  // Throws for a zone that does not exist, before a record depends on it.
  calendarTime(0, timeZone);
  if (errorPrefix === undefined && prefix.includes('!{'))
    throw new Error('ErrorOutputPrefix cannot be null when Prefix contains expressions');
  if (prefix.includes(errorType)) throw new Error(`Prefix cannot contain ${errorType}`);
  if (errorPrefix?.includes('!{') && !errorPrefix.includes(errorType))
    throw new Error(`ErrorOutputPrefix with expressions has to contain ${errorType}`);
  return {
    data: compile(prefix.includes('!{timestamp:') ? prefix : `${prefix}${hours}`, timeZone),
    failed: compile(
      errorPrefix?.includes('!{') ? errorPrefix : `${errorPrefix ?? prefix}${errorType}/${hours}`,
      timeZone,
    ),
  };
};

const errorType = '!{firehose:error-output-type}';
const hours = '!{timestamp:yyyy/MM/dd/HH/}';

const compile = (template: string, timeZone: string): Prefix => {
  const parts = template.split(/(!\{[^}]*\})/).map((part): DatePattern => {
    if (!part.startsWith('!{')) return literal(part);
    const [, namespace, value = ''] = /^!\{([^:]*):(.*)\}$/.exec(part) ?? [];
    if (namespace === 'timestamp') return compileDatePattern(value);
    if (part === '!{firehose:random-string}') return randomString;
    // Data transformation is the only step that fails here; the other types belong to other destinations.
    if (part === errorType) return () => 'processing-failed';
    throw new Error(`the sandbox does not support ${part} in a prefix`);
  });
  return (arrival) => {
    const at = calendarTime(arrival, timeZone);
    return parts.map((part) => part(at)).join('');
  };
};

const literal = (text: string): DatePattern => {
  if (text.includes('!{')) throw new Error(`an expression in the prefix is not closed: ${text}`);
  return () => text;
};

/** 11 characters, a new one for each use in a prefix. */
const randomString = (): string => randomUUID().slice(0, 11);
