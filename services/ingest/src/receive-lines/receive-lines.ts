import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { take } from '../take/take.ts';
import { verifyToken } from '../token/verify-token.ts';
import { withToken } from '../token/with-token.ts';
import { answerWrite, explainWrite } from './answer-write.ts';
import type { Config } from './config.ts';

/** Wires the function, for the routes of InfluxDB 2 and 1. */
export const receiveLines = (config: Config, world: World) =>
  httpRoute(withToken(verifyToken(config), answerWrite({ take: take(config, world), now: world.now })), explainWrite);
