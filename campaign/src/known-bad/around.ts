import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import type { Wiring } from '../environment.ts';
import { deployed, type Wirings } from '../wirings.ts';

export type Handler = (event: KinesisStreamEvent) => Promise<KinesisStreamBatchResponse>;

/** The deployed functions with something wrong around each that reads a stream. `wrap` is called once an environment. */
export const around = (wrap: (handler: Handler) => Handler): Wirings => {
  const wrapped =
    (wiring: Wiring): Wiring =>
    (variables, world) =>
      wrap(wiring(variables, world) as Handler) as ReturnType<Wiring>;
  const { '-accept': accept, '-enrich': enrich, ...others } = deployed.functions;
  return { functions: { ...others, '-accept': wrapped(accept), '-enrich': wrapped(enrich) } };
};
