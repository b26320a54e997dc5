import { httpRoute } from '@millrace/shared/runtime/http';
import { observed } from '@millrace/shared/runtime/observability';
import { askAthena } from '../athena/ask-athena.ts';
import { answerQuery } from '../query/answer-query.ts';
import { answerNamedQuery } from './answer-named-query.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const ask = askAthena({ workGroup: config.WORK_GROUP, database: config.DATABASE });

export const handler = observed(httpRoute(answerNamedQuery({ answer: answerQuery({ ask, now: Date.now }) })));
