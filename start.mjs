/**
 * `npm start`: installs and packages what is missing or changed, then runs the platform on this machine.
 */
import { spawn } from 'node:child_process';
import { root, run } from './install-missing.mjs';

run('Packaging what changed', 'npx', ['--no', 'turbo', 'run', 'package', '--output-logs=errors-only']);

const sandbox = spawn(
  `${root}/node_modules/.bin/node`,
  ['--no-warnings', `${root}/sandbox/src/main.ts`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// The platform stops in its own time; this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => sandbox.kill(signal));
sandbox.on('exit', (code) => process.exit(code ?? 1));
