import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devicesIn } from './devices/replay-file.ts';
import type { Platform } from './platform.ts';
import { type CommandLine, readCommandLine, usage } from './run/command-line.ts';
import { sendLive } from './run/live.ts';
import { runOnce } from './run/once.ts';
import { onceReport } from './run/once-report.ts';
import { createProgress } from './run/progress.ts';
import { statusLine } from './run/status-line.ts';
import { welcome } from './run/welcome.ts';
import { startSandbox } from './start-sandbox.ts';

const root = join(import.meta.dirname, '../..');
const progress = createProgress(process.stderr);

/** Seconds between saves of what is in memory. */
const saveInterval = 5;

const main = async (): Promise<number> => {
  const options = readCommandLine(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const platform = await startSandbox({
    root,
    // A bounded run counts what it finds, so it begins with nothing.
    directory: join(root, '.sandbox', options.once ? 'once' : 'live'),
    port: options.once ? 0 : options.port,
    fresh: options.fresh || options.once,
    replayedDevices: options.replay === undefined ? [] : await devicesIn(options.replay),
    progress: progress.show,
  });
  return options.once ? once(platform, options) : live(platform, options);
};

const once = async (platform: Platform, { replay }: CommandLine): Promise<number> => {
  try {
    const result = await runOnce(platform, { replay, progress: progress.show });
    progress.done();
    console.log(onceReport(result));
    for (const trouble of platform.metrics.troubles().slice(0, 10)) console.error(trouble);
    return result.holds ? 0 : 1;
  } finally {
    await platform.close();
  }
};

const live = async (platform: Platform, { replay }: CommandLine): Promise<number> => {
  progress.done();
  console.log(await welcome(platform));
  // Where the operators' commands find it.
  const endpointFile = join(platform.directory, 'endpoint');
  writeFileSync(endpointFile, platform.url());
  const sending = await sendLive(platform, replay);
  let status = { at: Date.now(), sent: 0 };
  let ticks = 0;
  const ticker = setInterval(async () => {
    const next = await statusLine(platform, status, sending.sent());
    status = next.status;
    progress.show(next.line);
    if (++ticks % saveInterval === 0) await platform.saveState();
  }, 1000);
  await new Promise<void>((resolve) => {
    // Not once: a second Ctrl-C must not end the process while it saves its state.
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  clearInterval(ticker);
  progress.done();
  progress.show('Stopping');
  rmSync(endpointFile, { force: true });
  await sending.stop();
  await platform.close();
  progress.done();
  console.log(
    `Stopped after ${sending.sent()} readings. npm start goes on from here; npm start -- --fresh begins anew.`,
  );
  return 0;
};

const explain = (error: NodeJS.ErrnoException): string =>
  error.code === 'EADDRINUSE'
    ? `Port ${(error as { port?: number }).port} is taken. Stop what listens there, or choose another: npm start -- --port 5566`
    : error.message;

main().then(
  (code) => process.exit(code),
  (error) => {
    progress.done();
    console.error(explain(error));
    process.exit(1);
  },
);
