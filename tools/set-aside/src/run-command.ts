import type { Command } from './command-line.ts';
import { formatDifference } from './format-difference.ts';
import { createList } from './format-list.ts';
import { describeRecord, formatRecord } from './format-record.ts';
import type { Unreadable } from './parsed-object.ts';
import { printable } from './printable.ts';
import { repair } from './repair.ts';
import { type ReplayPorts, replay } from './replay.ts';
import { type Tracked, trackRecords } from './track-records.ts';

type Terminal = { print: (text: string) => void; warn: (text: string) => void };
type Ports = ReplayPorts & Terminal;
type Of<Name extends Command['name']> = Extract<Command, { name: Name }>;

/** Runs a command and answers its exit code: 1 when something stays as it was. */
export const runCommand =
  (given: Omit<Ports, 'onUnreadable'>) =>
  async (command: Command): Promise<0 | 1> => {
    let complete = true;
    const onUnreadable = ({ key, detail }: Unreadable) => {
      complete = false;
      given.warn(printable(`Cannot be read: s3://${given.bucket}/${key}: ${detail}`));
    };
    const done = await dispatch({ ...given, onUnreadable }, command);
    return done && complete ? 0 : 1;
  };

const dispatch = (ports: Ports, command: Command): Promise<boolean> => {
  switch (command.name) {
    case 'list':
      return runList(ports, command);
    case 'show':
      return runShow(ports, command);
    case 'repair':
      return runRepair(ports, command);
    case 'replay':
      return runReplay(ports, command);
  }
};

const runList = async (ports: Ports, { selection, all, json }: Of<'list'>): Promise<boolean> => {
  const list = createList(selection.from);
  let replayed = 0;
  for await (const each of trackRecords(ports, selection))
    if (each.state === 'replayed' && !all) replayed++;
    else if (json) ports.print(JSON.stringify(describeRecord(each)));
    else list.add(each);
  if (!json) ports.print(list.text());
  if (replayed > 0) ports.warn(`${replayed} more are replayed; --all shows them.`);
  return true;
};

const runShow = async (ports: Ports, { selection, json }: Of<'show'>): Promise<boolean> => {
  let shown = 0;
  for await (const each of trackRecords(ports, selection)) {
    const text = json
      ? JSON.stringify({ ...describeRecord(each), data: each.record.data.toString('base64') })
      : formatRecord(each, ports.bucket);
    ports.print(shown++ > 0 && !json ? `\n${text}` : text);
  }
  if (shown === 0) ports.warn('There is no such record; list shows what there is.');
  return shown > 0;
};

const runRepair = async (ports: Ports, { selection, remedy, dryRun, again }: Of<'repair'>): Promise<boolean> => {
  const { repaired, unchanged, unhealed, skipped } = await repair({
    ...ports,
    onRepaired(before, data) {
      if (dryRun) ports.print(`${before.record.id}\n${formatDifference(before.data, data)}`);
    },
    onUnhealed: warnAboutFew(ports),
  })(selection, remedy, { dryRun, again });
  const counts = [
    `${repaired} ${dryRun ? 'would be repaired' : 'repaired'}`,
    `${unchanged} unchanged`,
    `${unhealed} not healed`,
    ...passedBy(skipped),
  ];
  ports.print(`${counts.join(', ')}.`);
  return unhealed === 0;
};

const runReplay = async (ports: Ports, { selection, again }: Of<'replay'>): Promise<boolean> => {
  const { replayed, refused, barred, skipped } = await replay({ ...ports, onBarred: warnAboutFew(ports) })(selection, {
    again,
  });
  const counts = [
    `${replayed} replayed`,
    `${refused} refused`,
    ...(barred > 0 ? [`${barred} to be repaired first`] : []),
    ...passedBy(skipped),
  ];
  ports.print(`${counts.join(', ')}.`);
  if (refused > 0) ports.warn('What a stream refused stays open. The stream is busy: repeat the command later.');
  return refused + barred === 0;
};

const passedBy = (skipped: number): string[] => (skipped > 0 ? [`${skipped} replayed before`] : []);

/** A fault of a sender is that of all its records. */
const shownWarnings = 20;

const warnAboutFew = ({ warn }: Terminal) => {
  let warnings = 0;
  return ({ record }: Tracked, why: string): void => {
    if (++warnings <= shownWarnings) warn(printable(`${record.id} ${why}`));
    else if (warnings === shownWarnings + 1) warn('… and more.');
  };
};
