import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';
import { environment as takes } from '../take/config.ts';

export const environment = { ...takes } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
