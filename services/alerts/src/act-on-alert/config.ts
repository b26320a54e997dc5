import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';
import { alertingEnvironment } from '../alerting-environment.ts';

export const environment = alertingEnvironment;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
