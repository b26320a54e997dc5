import { writeFileSync } from 'node:fs';
import { describeApi } from './describe-api.ts';

// After a change of routes, parameters or items: npm run openapi
writeFileSync(new URL('../../openapi.json', import.meta.url), `${JSON.stringify(describeApi(), null, 2)}\n`);
