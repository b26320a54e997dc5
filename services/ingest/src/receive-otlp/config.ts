import { readEnvironment } from '@millrace/shared/runtime/environment';
import { type TakeConfig, environment as takes } from '../take/config.ts';

export const environment = takes;

export const readConfig = (): TakeConfig => readEnvironment(environment);
