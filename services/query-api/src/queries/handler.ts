import { httpRoute } from '@millrace/shared/runtime/http';
import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { askAthena } from '../athena/ask-athena.ts';
import { answerQuery } from '../query/answer-query.ts';
import { answerNamedQuery } from './answer-named-query.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const world = lambdaWorld();
const ask = askAthena({ workGroup: config.WORK_GROUP, database: config.DATABASE, world });

export const handler = observed(httpRoute(answerNamedQuery({ answer: answerQuery({ ask, now: world.now }) })));
