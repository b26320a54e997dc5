import type { Difference as RulesDifference } from '@millrace/shared/alert-rules/compare-rules';
import type { Episode } from '../replay/episodes.ts';
import { markdownTable } from './markdown-table.ts';
import type { Report } from './report.ts';
import { sparkline } from './sparkline.ts';
import { lengthOf, type RuleSummary } from './summarise.ts';
import { cell, code, count, duration, instant } from './words.ts';

/** The report for a pull request: GitHub's Markdown. At most `limit` rows in each table of alerts. */
export const formatMarkdown = (report: Report, limit: number): string =>
  [head(report), ...difference(report, limit), ruleTable(report), ...alertTable(report, limit)].join('\n\n');

/** Milliseconds without a reading of any device at the end that are worth a word. */
const longGap = 300_000;

const head = ({ from, to, warmUpFrom, lastArrival, readings, warmUpReadings, devices, unlabelled }: Report): string => {
  const warmUp =
    warmUpReadings === 0
      ? 'No readings came before to warm up on: what was on by then is not known.'
      : `Warmed up on ${count(warmUpReadings, 'reading')} from ${instant(warmUpFrom)} on.`;
  const labels =
    unlabelled === 0
      ? ''
      : `\n\n**${count(unlabelled, 'device')} not in the registry**: rules that select by labels pass them by.`;
  const gap =
    to - lastArrival <= longGap
      ? ''
      : `\n\n**The last reading arrived at ${instant(lastArrival)}**: what is silent since then may only not have landed yet.`;
  return [
    '## Backtest of alert rules',
    '',
    `${count(readings, 'reading')} of ${count(devices, 'device')} that arrived from ${instant(from)} to ${instant(to)} (UTC). ${warmUp}${gap}${labels}`,
  ].join('\n');
};

const ruleTable = ({ rules, part }: Report): string =>
  [
    '### Rules',
    '',
    markdownTable(
      [
        ...['Rule', '>Raised', '>Devices', '>Time on', '>Median', '>Longest', '>Under 1 min', '>Messages'],
        ...['>On before', '>Still on', `When (${duration(part)} each)`, 'Most on'],
      ],
      rules.map(ruleRow),
    ),
  ].join('\n');

const ruleRow = (summary: RuleSummary): string[] => {
  const { rule, raised, devices, timeOn, brief, told, onBefore, stillOn, over, topDevices } = summary;
  const lengths = [timeOn.total, timeOn.median, timeOn.longest].map((length) => (raised === 0 ? '' : duration(length)));
  return [
    code(rule),
    ...[raised, devices].map(String),
    ...lengths,
    raised === 0 ? '' : `${brief} (${Math.round((100 * brief) / raised)} %)`,
    String(told),
    ...[onBefore, stillOn].map(String),
    code(sparkline(over)),
    topDevices
      .slice(0, 3)
      .map(({ deviceId, raised: times }) => `${code(deviceId)} ${times}×`)
      .join(', '),
  ];
};

const alertTable = ({ alerts, to }: Report, limit: number): string[] => {
  if (alerts.length === 0) return ['### Alerts\n\nNone.'];
  const table = markdownTable(
    ['Raised (device time)', 'Device', 'Site', 'Rule', 'Severity', '>Value', '>On for', 'End'],
    alerts.slice(0, limit).map((each) => alertRow(each, to)),
  );
  return ['### Alerts', `${table}${leftOut(alerts.length, limit)}`];
};

const alertRow = (episode: Episode, to: number): string[] => {
  const { raisedAt, deviceId, site, rule, severities } = episode;
  return [
    `${instant(raisedAt)}${episode.isOnBefore ? ' (on before)' : ''}`,
    code(deviceId),
    cell(site),
    code(rule),
    severities.join(' → '),
    cell(shownValue(episode)),
    duration(lengthOf(episode, to)),
    endOf(episode),
  ];
};

/** UCUM's unit of what has none is 1. */
const shownValue = ({ value = '', unit = '1' }: Episode): string => (unit === '1' ? String(value) : `${value} ${unit}`);

const endOf = ({ endedAt, isLatched }: Episode): string => {
  if (endedAt === undefined) return 'still on';
  return isLatched ? `${instant(endedAt)}, latched` : instant(endedAt);
};

const leftOut = (length: number, limit: number): string =>
  length <= limit
    ? ''
    : `\n\n${(length - limit).toLocaleString('en')} more are left out here; \`--format json\` has them all, \`--limit\` shows more.`;

const difference = (report: Report, limit: number): string[] => {
  const { difference: found } = report;
  if (found === undefined) return [];
  const { onlyProposed, onlyInForce, changed, alike } = found;
  const sum = found.isDifferent
    ? `**${onlyProposed.length}** only under these rules, **${onlyInForce.length}** only under those in force, **${changed.length}** in both with other times or severities, ${alike} the same.`
    : `No alert differs: ${alike} the same.`;
  return [
    `### Difference from the rules in force\n\n${sum}`,
    ...ruleChanges(found.rules),
    ...perRule(report),
    ...exampleTable('Only under these rules', onlyProposed, report.to, limit),
    ...exampleTable('Only under the rules in force', onlyInForce, report.to, limit),
    ...changedTable(changed, report.to, limit),
  ];
};

const ruleChanges = ({ added, changed, removed }: RulesDifference): string[] => {
  const rows = [
    ...added.map((id) => [code(id), 'added', '', '']),
    ...changed.flatMap(({ id, changes }) =>
      changes.map(({ path, before, after }) => [code(id), code(path), shown(before), shown(after)]),
    ),
    ...removed.map((id) => [code(id), 'removed', '', '']),
  ];
  return [rows.length === 0 ? 'No rule differs.' : markdownTable(['Rule', 'Change', 'In force', 'Now'], rows)];
};

const shown = (value: unknown): string => (value === undefined ? '' : code(JSON.stringify(value)));

const perRule = ({ rules, difference: found }: Report): string[] => {
  const before = new Map(found?.summaries.map((summary) => [summary.rule, summary]));
  const now = new Map(rules.map((summary) => [summary.rule, summary]));
  const tally = (episodes: readonly Episode[] = []) => Map.groupBy(episodes, ({ rule }) => rule);
  const [added, gone] = [tally(found?.onlyProposed), tally(found?.onlyInForce)];
  const moved = tally(found?.changed.map(({ proposed }) => proposed));
  const touched = [...new Set([...now.keys(), ...before.keys()])].filter(
    (rule) => added.has(rule) || gone.has(rule) || moved.has(rule),
  );
  if (touched.length === 0) return [];
  const rows = touched.map((rule) => [
    code(rule),
    `${before.get(rule)?.raised ?? 0} → ${now.get(rule)?.raised ?? 0}`,
    `${before.get(rule)?.brief ?? 0} → ${now.get(rule)?.brief ?? 0}`,
    `${before.get(rule)?.told ?? 0} → ${now.get(rule)?.told ?? 0}`,
    `${duration(before.get(rule)?.timeOn.total ?? 0)} → ${duration(now.get(rule)?.timeOn.total ?? 0)}`,
    ...[added, gone, moved].map((each) => String(each.get(rule)?.length ?? 0)),
  ]);
  return [
    markdownTable(
      ['Rule', '>Raised', '>Under 1 min', '>Messages', '>Time on', '>Only now', '>Only before', '>Changed'],
      rows,
    ),
  ];
};

const exampleTable = (title: string, episodes: readonly Episode[], to: number, limit: number): string[] => {
  if (episodes.length === 0) return [];
  const rows = episodes.slice(0, limit).map((each) => alertRow(each, to));
  const table = markdownTable(
    ['Raised (device time)', 'Device', 'Site', 'Rule', 'Severity', '>Value', '>On for', 'End'],
    rows,
  );
  return [`#### ${title}`, `${table}${leftOut(episodes.length, limit)}`];
};

const changedTable = (
  changed: readonly { proposed: Episode; inForce: Episode }[],
  to: number,
  limit: number,
): string[] => {
  if (changed.length === 0) return [];
  const arrow = (before: string, now: string) => (before === now ? now : `${before} → ${now}`);
  const rows = changed
    .slice(0, limit)
    .map(({ proposed, inForce }) => [
      code(proposed.deviceId),
      code(proposed.rule),
      arrow(instant(inForce.raisedAt), instant(proposed.raisedAt)),
      arrow(endOf(inForce), endOf(proposed)),
      arrow(duration(lengthOf(inForce, to)), duration(lengthOf(proposed, to))),
      arrow(inForce.severities.join(', '), proposed.severities.join(', ')),
    ]);
  const table = markdownTable(['Device', 'Rule', 'Raised', 'End', '>On for', 'Severity'], rows);
  return ['#### In both, changed', `${table}${leftOut(changed.length, limit)}`];
};
