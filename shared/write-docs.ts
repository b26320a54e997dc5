import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractWords } from './src/compatibility/contract-words.ts';
import { publish } from './src/compatibility/versions.ts';
import { dataFlowPage } from './src/contracts/data-flow-page.ts';
import { publishedContracts } from './src/contracts/published-contracts.ts';

// npm run docs: writes what is drawn from the code, and publishes the contracts that changed.
const here = import.meta.dirname;
writeFileSync(join(here, '../docs/data-flow.md'), dataFlowPage());
publish(join(here, 'schemas'), publishedContracts, contractWords(join(here, 'src/contracts')));
