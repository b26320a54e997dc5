import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { take } from '../take/take.ts';
import type { Config } from './config.ts';
import { receiveReadings } from './receive-readings.ts';

/** Wires the function. */
export const receive = (config: Config, world: World) => httpRoute(receiveReadings({ take: take(config, world) }));
