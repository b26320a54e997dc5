/**
 * Installs what is missing or changed since the last installation. Runs before whatever needs it, on the machine's own Node
 * (20 or newer); everything behind it runs on the Node that is deployed, which npm brings along.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

export const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

/** Runs a step quietly; when it fails, says how to see why and ends. */
export const run = (label, command, args) => {
  process.stderr.write(`${label} …\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  process.stderr.write(`${label} failed. To see why, run: ${[command, ...args].join(' ')}\n`);
  process.exit(status ?? 1);
};

const modified = (file) => statSync(`${root}/${file}`).mtimeMs;
const installed = 'node_modules/.package-lock.json';
if (!existsSync(`${root}/${installed}`) || modified('package-lock.json') > modified(installed))
  run('Installing packages (once, about a minute)', 'npm', ['install', '--no-audit', '--no-fund']);
