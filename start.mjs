/**
 * `npm start`: installs and packages what is missing or changed, then runs the platform on this machine. Runs on the
 * machine's own Node (20 or newer), which may be older than the one that is deployed; everything behind it runs on the latter.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const node = `${root}/node_modules/.bin/node`;

const run = (label, command, args) => {
  process.stderr.write(`${label} …\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    process.stderr.write(`${label} failed. To see why, run: ${[command, ...args].join(' ')}\n`);
    process.exit(status ?? 1);
  }
};

const installed = `${root}/node_modules/.package-lock.json`;
const changed = (file, since) => statSync(`${root}/${file}`).mtimeMs > statSync(since).mtimeMs;
if (!existsSync(node) || !existsSync(installed) || changed('package-lock.json', installed))
  run('Installing packages (once, about a minute)', 'npm', ['install', '--no-audit', '--no-fund']);

run('Packaging what changed', 'npx', ['--no', 'turbo', 'run', 'package', '--output-logs=errors-only']);

const sandbox = spawn(node, ['--no-warnings', `${root}/sandbox/src/main.ts`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// The platform stops in its own time; this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => sandbox.kill(signal));
sandbox.on('exit', (code) => process.exit(code ?? 1));
