import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export type CommandLine = { once: boolean; fresh: boolean; replay: string | undefined; port: number; help: boolean };

export const usage = `npm start [-- options]

  (none)          run the platform, fed by a simulated ward and this machine's own metrics
  --once          send a bounded run as fast as it goes, drain, check that nothing is lost, and end
  --replay FILE   feed a CSV or NDJSON file instead
  --port N        AWS endpoint on port N, the APIs on the ports behind it (default 4566)
  --fresh         forget what an earlier run kept`;

/** Reads the options. Throws an error whose message is for the person who typed them. */
export const readCommandLine = (args: string[]): CommandLine => {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
      replay: { type: 'string' },
      port: { type: 'string', default: '4566' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) throw new Error(`--port ${values.port} is not a port.`);
  if (values.replay !== undefined && !existsSync(values.replay)) throw new Error(`There is no file ${values.replay}.`);
  return { once: values.once, fresh: values.fresh, help: values.help, replay: values.replay, port };
};
