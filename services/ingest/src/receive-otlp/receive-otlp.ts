import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import type { TakeConfig } from '../take/config.ts';
import { take } from '../take/take.ts';
import { answerExport, explainExport } from './answer-export.ts';
import { logs, metrics } from './signals.ts';

/** Wires the function: one for both routes, so that either finds it warm. */
export const receiveOtlp = (config: TakeConfig, world: World) => {
  const answer = answerExport({ take: take(config, world) });
  const routes = new Map([
    ['POST /v1/metrics', httpRoute(answer(metrics), explainExport)],
    ['POST /v1/logs', httpRoute(answer(logs), explainExport)],
  ]);
  return async (event: APIGatewayProxyEventV2WithJWTAuthorizer, context: Context) => {
    const route = routes.get(event.routeKey);
    if (!route) throw new Error(`${event.routeKey} is no route of this function`);
    return route(event, context);
  };
};
