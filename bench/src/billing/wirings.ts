import { type EnvironmentShape, readEnvironment } from '@millrace/shared/runtime/environment';
import type { World } from '@millrace/shared/runtime/world';
import { environment as enrichEnvironment } from '../../../services/enrich/src/enrich/config.ts';
import { enrich } from '../../../services/enrich/src/enrich/enrich.ts';
import { archive } from '../../../services/etl/src/archive/archive.ts';
import { environment as archiveEnvironment } from '../../../services/etl/src/archive/config.ts';
import { environment as landEnvironment } from '../../../services/etl/src/land/config.ts';
import { formatRows } from '../../../services/etl/src/land/format-rows.ts';
import { landReadings } from '../../../services/etl/src/land/land-readings.ts';
import { accept } from '../../../services/ingest/src/accept/accept.ts';
import { environment as acceptEnvironment } from '../../../services/ingest/src/accept/config.ts';
import { environment as receiveEnvironment } from '../../../services/ingest/src/receive/config.ts';
import { receive } from '../../../services/ingest/src/receive/receive.ts';

type Handler = (event: never) => Promise<unknown>;
export type Wire = (variables: Record<string, string>, world: World) => Handler;

const wiring =
  <const Shape extends EnvironmentShape>(
    shape: Shape,
    wire: (config: ReturnType<typeof readEnvironment<Shape>>, world: World) => Handler,
  ): Wire =>
  (variables, world) =>
    wire(readEnvironment(shape, variables), world);

/** How each function on the way of a reading is wired, by `<service>/<function>`. */
export const wirings: Record<string, Wire> = {
  'ingest/receive': wiring(receiveEnvironment, receive),
  'ingest/accept': wiring(acceptEnvironment, accept),
  'enrich/enrich': wiring(enrichEnvironment, enrich),
  'etl/archive': wiring(archiveEnvironment, archive),
  'etl/land': wiring(landEnvironment, ({ LANDING_FORMAT }) => landReadings({ format: formatRows[LANDING_FORMAT] })),
};
