import { instant } from '@millrace/shared/rest/instant';
import { Problem } from '@millrace/shared/runtime/http';
import * as Type from 'typebox';
import type { Action } from '../engine/life/act.ts';
import { readBody } from './read-body.ts';

/** What somebody wants done, apart from when: a snooze lasts for so many milliseconds. */
export type Intent =
  | { kind: 'acknowledge' | 'enable' | 'disable' | 'reset' }
  | { kind: 'snooze'; lasting: number }
  | { kind: 'assign'; assignee: string }
  | { kind: 'comment'; comment: string };

const closed = { additionalProperties: false };

/** Seconds: a week. */
const longest = 604_800;

const Nothing = Type.Object({}, closed);
const Snooze = Type.Object(
  {
    seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: longest, description: 'from now on' })),
    until: Type.Optional(
      Type.String({
        description: 'RFC 3339, at most a week ahead by the clock of the service',
        minLength: 1,
        maxLength: 40,
      }),
    ),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
);
const Assign = Type.Object({ assignee: Type.String({ minLength: 1, maxLength: 128 }) }, closed);
const Comment = Type.Object({ comment: Type.String({ minLength: 1, maxLength: 1000 }) }, closed);

/** The body of each action. */
export const bodies = {
  ...{ acknowledge: Nothing, unsnooze: Nothing, reset: Nothing, disable: Nothing, enable: Nothing },
  ...{ snooze: Snooze, assign: Assign, comment: Comment },
};
export type ActionName = keyof typeof bodies;

type Read = (body: Buffer, headers: Record<string, string>, now: number) => Intent;

const plain =
  (kind: 'acknowledge' | 'enable' | 'disable' | 'reset'): Read =>
  (body, headers) => {
    readNothing(body, headers);
    return { kind };
  };

const readNothing = readBody(Nothing);
const readSnooze = readBody(Snooze);
const readAssign = readBody(Assign);
const readComment = readBody(Comment);

/** Reads what an action is to do. A snooze of a rule ends as a disabled one does: it is enabled. `now` is the wall clock. */
export const intents: Record<ActionName, Read> = {
  acknowledge: plain('acknowledge'),
  unsnooze: plain('enable'),
  reset: plain('reset'),
  disable: plain('disable'),
  enable: plain('enable'),
  snooze: (body, headers, now) => {
    const { seconds, until = '' } = readSnooze(body, headers);
    return { kind: 'snooze', lasting: seconds === undefined ? untilIn(until, now) - now : seconds * 1000 };
  },
  assign: (body, headers) => ({ kind: 'assign', ...readAssign(body, headers) }),
  comment: (body, headers) => ({ kind: 'comment', ...readComment(body, headers) }),
};

const untilIn = (text: string, now: number): number => {
  const until = instant.parse(text);
  if (until !== undefined && until > now && until <= now + longest * 1000) return until;
  throw new Problem(400, 'invalid-body', 'The body is not what the action takes.', {
    pointer: '/until',
    detail: 'must be an RFC 3339 time, later than now and at most a week ahead',
  });
};

/** The action as the engine takes it, at a device time. */
export const actionOf = (intent: Intent, time: number, by: string): Action => {
  if (intent.kind !== 'snooze') return { ...intent, time, by };
  return { kind: 'snooze', until: time + intent.lasting, time, by };
};
