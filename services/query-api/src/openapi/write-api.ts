import { writeFileSync } from 'node:fs';
import { describeApi } from './describe-api.ts';

// Run it after a change of routes, parameters or items: node services/query-api/src/openapi/write-api.ts
writeFileSync(new URL('../../openapi.json', import.meta.url), `${JSON.stringify(describeApi(), null, 2)}\n`);
