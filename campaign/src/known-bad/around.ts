import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import type { Wiring } from '../environment.ts';
import { deployed, type Wirings } from '../wirings.ts';

export type Handler = (event: KinesisStreamEvent) => Promise<KinesisStreamBatchResponse>;

type Ending = keyof Wirings['functions'];

/** The deployed functions with something wrong around some of them. `wrap` is called once an environment. */
export const around = (
  wrap: (handler: Handler) => Handler,
  endings: readonly Ending[] = ['-accept', '-enrich'],
): Wirings => {
  const wrapped =
    (wiring: Wiring): Wiring =>
    (variables, world) =>
      wrap(wiring(variables, world) as Handler) as ReturnType<Wiring>;
  const functions = { ...deployed.functions };
  for (const ending of endings) functions[ending] = wrapped(functions[ending]);
  return { functions };
};
