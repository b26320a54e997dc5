import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '@millrace/shared/compatibility/versions';
import { httpContracts } from '@millrace/shared/rest/http-contracts';
import { describeApi } from './describe-api.ts';

// After a change of routes, parameters, bodies or items: npm run docs
const service = join(import.meta.dirname, '../..');
writeFileSync(join(service, 'openapi.json'), `${JSON.stringify(describeApi(), null, 2)}\n`);
publish(join(service, 'schemas'), httpContracts(describeApi(), 'alerts/routes'));
