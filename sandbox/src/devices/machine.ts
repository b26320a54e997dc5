import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { cpus, freemem, hostname, loadavg, totalmem } from 'node:os';

/** The device id of the machine that the sandbox runs on. */
export const machineId = (): string => `host-${hostname().replaceAll(/[^A-Za-z0-9._-]/g, '-')}`.slice(0, 128);

/** Reads this machine's own metrics, under OpenTelemetry's names; rates and utilisation since the last reading. */
export const createMachine = () => {
  let before = snapshot();
  return {
    async read(time: number): Promise<object> {
      const now = snapshot();
      const busy = now.busy - before.busy;
      const total = now.total - before.total;
      const disk = await statfs('/');
      const reading = {
        deviceId: machineId(),
        time: new Date(time).toISOString(),
        measures: {
          'system.cpu.utilization': total > 0 ? round(busy / total) : 0,
          'system.cpu.load_average.1m': round(loadavg()[0] ?? 0),
          'system.memory.utilization': round(1 - freemem() / totalmem()),
          'system.filesystem.utilization': round(1 - disk.bavail / disk.blocks),
          ...(now.network === undefined ? {} : { 'system.network.io': now.network - (before.network ?? now.network) }),
        },
      };
      before = now;
      return reading;
    },
  };
};

const snapshot = () => {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    busy += all - times.idle;
    total += all;
  }
  return { busy, total, network: networkBytes() };
};

/** Bytes received and sent by all interfaces but loopback; only Linux tells. */
const networkBytes = (): number | undefined => {
  try {
    const rows = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
    return rows
      .map((row) => row.trim().split(/[:\s]+/))
      .filter(([name]) => name !== 'lo' && name !== '')
      .reduce((sum, columns) => sum + Number(columns[1] ?? 0) + Number(columns[9] ?? 0), 0);
  } catch {
    return undefined;
  }
};

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
