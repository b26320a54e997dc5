import { writeFileSync } from 'node:fs';
import { dataFlowPage } from './src/contracts/data-flow-page.ts';

// npm run docs: writes what is drawn from the code.
writeFileSync(new URL('../docs/data-flow.md', import.meta.url), dataFlowPage());
