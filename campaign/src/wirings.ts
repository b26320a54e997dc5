import { readEnvironment } from '@millrace/shared/runtime/environment';
import type { EventSourceMappingSettings } from '../../sandbox/src/aws/event-source-mapping/settings.ts';
import type { AwsService } from '../../sandbox/src/wire/aws-service.ts';
import { environment as evaluateEnvironment } from '../../services/alerts/src/evaluate/config.ts';
import { evaluate } from '../../services/alerts/src/evaluate/evaluate.ts';
import { environment as wakeEnvironment } from '../../services/alerts/src/wake/config.ts';
import { wake } from '../../services/alerts/src/wake/wake.ts';
import { environment as enrichEnvironment } from '../../services/enrich/src/enrich/config.ts';
import { enrich } from '../../services/enrich/src/enrich/enrich.ts';
import { archive } from '../../services/etl/src/archive/archive.ts';
import { environment as archiveEnvironment } from '../../services/etl/src/archive/config.ts';
import { accept } from '../../services/ingest/src/accept/accept.ts';
import { environment as acceptEnvironment } from '../../services/ingest/src/accept/config.ts';
import { environment as receiveEnvironment } from '../../services/ingest/src/receive/config.ts';
import { receive } from '../../services/ingest/src/receive/receive.ts';
import type { Wiring } from './environment.ts';

type Ending = '-receive' | '-accept' | '-archive' | '-enrich' | '-evaluate' | '-wake';

/** The functions of the stream path and of the alerts by the end of their names, and how what is around them differs from the templates. */
export type Wirings = {
  functions: Record<Ending, Wiring>;
  between?: (service: AwsService) => AwsService;
  mapping?: Partial<EventSourceMappingSettings>;
};

/** As they are deployed. */
export const deployed: Wirings = {
  functions: {
    '-receive': (variables, world) => receive(readEnvironment(receiveEnvironment, variables), world),
    '-accept': (variables, world) => accept(readEnvironment(acceptEnvironment, variables), world),
    '-archive': (variables, world) => archive(readEnvironment(archiveEnvironment, variables), world),
    '-enrich': (variables, world) => enrich(readEnvironment(enrichEnvironment, variables), world),
    '-evaluate': (variables, world) => evaluate(readEnvironment(evaluateEnvironment, variables), world),
    '-wake': (variables, world) => wake(readEnvironment(wakeEnvironment, variables), world),
  },
};
