import type { Channel } from './channels.ts';

/** The channel table as a Mermaid flowchart: functions are boxes, grouped by service; arrows are channels. */
export const drawChannels = (channels: Record<string, Channel>): string => {
  const ends = [...new Set(Object.values(channels).flatMap(({ from, to }) => [...from, ...to]))];
  const services = Map.groupBy(
    ends.filter((end) => end.includes('/')),
    (end) => end.slice(0, end.indexOf('/')),
  );
  const boxes = [...services].flatMap(([service, functions]) => [
    `  subgraph ${service}`,
    ...functions.map((end) => `    ${nodeOf(end)}["${end.slice(end.indexOf('/') + 1)}"]`),
    '  end',
  ]);
  const streams = Object.entries(channels).filter(([, { over }]) => over !== 'eventbridge');
  const facts = Object.entries(channels).filter(([, { over }]) => over === 'eventbridge');
  return [
    'flowchart LR',
    '  outside(["devices, applications, subscribers"])',
    '  bus{{"millrace bus (EventBridge)"}}',
    ...boxes,
    ...streams.flatMap(([name, { over, from, to }]) => [
      `  ${nodeOf(name)}[["${name} (${over === 'sns' ? 'SNS' : 'Kinesis'})"]]`,
      ...from.map((end) => `  ${nodeOf(end)} --> ${nodeOf(name)}`),
      ...to.map((end) => `  ${nodeOf(name)} --> ${nodeOf(end)}`),
    ]),
    ...facts.flatMap(([name, { from, to }]) => [
      ...from.map((end) => `  ${nodeOf(end)} -. ${name} .-> bus`),
      ...to.filter((end) => end !== 'outside').map((end) => `  bus -. ${name} .-> ${nodeOf(end)}`),
    ]),
  ].join('\n');
};

const nodeOf = (name: string): string => name.replaceAll(/[/-]/g, '_');
