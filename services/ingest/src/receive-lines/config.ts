import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';
import { environment as takes } from '../take/config.ts';
import { environment as tokens } from '../token/config.ts';

export const environment = { ...takes, ...tokens } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
