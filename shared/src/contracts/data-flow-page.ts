import { channels } from './channels.ts';
import { drawChannels } from './draw-channels.ts';

/** The text of `docs/data-flow.md`. */
export const dataFlowPage = (): string => `# Who speaks to whom

Drawn from \`shared/src/contracts/channels.ts\` by \`npm run docs\`; tests hold this page and every \`serverless.yml\` against that table.

\`\`\`mermaid
${drawChannels(channels)}
\`\`\`

| channel | over | from | to |
| --- | --- | --- | --- |
${Object.entries(channels)
  .map(([name, { over, from, to }]) => `| ${name} | ${over} | ${from.join(', ')} | ${to.join(', ')} |`)
  .join('\n')}

Kinesis carries data, one aggregate for many readings. EventBridge carries facts about the system, never telemetry: at
1 USD per million events that would cost more than all the rest together.
`;
