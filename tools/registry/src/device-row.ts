import { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { Labels } from '@millrace/shared/contracts/enriched-reading';
import { DeviceId, TenantId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { epochOf } from './rfc3339.ts';

/** One row of a device CSV: what holds for a device from a time on. */
export type DeviceRow = {
  /** Line of the file, from 1. */
  line: number;
  deviceId: string;
  tenant: string;
  type: string;
  site: string;
  labels: Record<string, string>;
  /** Epoch milliseconds; where the row does not say, the import decides. */
  validFrom: number | undefined;
};

/** Why a file is refused. Values are not repeated: whoever reads this has the file. */
export type Problem = { line: number; column?: string; detail: string };

/** `label.<name>` columns come beside these. */
export const columns = ['device_id', 'tenant', 'type', 'site', 'labels', 'valid_from'] as const;
export const requiredColumns = ['device_id', 'tenant', 'type'] as const;
export const labelPrefix = 'label.';

/** A row from the texts of its cells by column, or everything that is wrong with it. */
export const toDeviceRow = (
  line: number,
  cells: ReadonlyMap<string, string>,
): { ok: DeviceRow } | { problems: Problem[] } => {
  const problems: Problem[] = [];
  const refuse = (column: string, detail: string): void => {
    problems.push({ line, column, detail });
  };
  const read = (column: keyof typeof parsers): string => {
    const text = cells.get(column) ?? '';
    const parsed = parsers[column](text);
    if ('setAside' in parsed) refuse(column, text === '' ? 'is empty' : parsed.setAside.detail);
    return text;
  };
  const row: DeviceRow = {
    line,
    deviceId: read('device_id'),
    tenant: read('tenant'),
    type: read('type'),
    site: read('site'),
    labels: readLabels(cells, refuse),
    validFrom: readTime(cells.get('valid_from') ?? '', refuse),
  };
  for (const [column, text] of cells) if (text.includes('\uFFFD')) refuse(column, 'is not UTF-8');
  return problems.length > 0 ? { problems } : { ok: row };
};

const parsers = {
  device_id: schemaParser(DeviceId),
  tenant: schemaParser(TenantId),
  type: schemaParser(DeviceVersion.properties.type),
  site: schemaParser(DeviceVersion.properties.site),
};
const parseLabels = schemaParser(Labels);

type Refuse = (column: string, detail: string) => void;

/** From the cell `labels`, `name=value;name=value`, and from a column for each label; an empty cell is no label. */
const readLabels = (cells: ReadonlyMap<string, string>, refuse: Refuse): Record<string, string> => {
  const labels = new Map<string, string>();
  const add = (column: string, name: string, value: string): void => {
    if (labels.has(name)) refuse(column, 'gives a label that the row has already');
    labels.set(name, value);
  };
  for (const pair of (cells.get('labels') ?? '').split(';').filter((each) => each.trim() !== '')) {
    const at = pair.indexOf('=');
    if (at < 0) refuse('labels', 'is not name=value;name=value');
    else add('labels', pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  for (const [column, value] of cells)
    if (column.startsWith(labelPrefix) && value !== '') add(column, column.slice(labelPrefix.length), value);
  const byName = Object.fromEntries(labels);
  const parsed = parseLabels(byName);
  if ('setAside' in parsed) refuse('labels', `${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`.trimStart());
  return byName;
};

const readTime = (text: string, refuse: Refuse): number | undefined => {
  if (text === '') return undefined;
  const time = epochOf(text);
  if (time === undefined) refuse('valid_from', 'is no RFC 3339 time from 1970 on, such as 2026-11-23T08:00:00Z');
  return time;
};
