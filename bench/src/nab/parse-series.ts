/** Epoch ms of one of NAB's timestamps, NaN where it is none. */
export const parseTime = (text: string): number => Date.parse(`${text.trim().replace(' ', 'T')}Z`);

/** Reads `timestamp,value` rows. Throws an error that names the line. */
export const parseSeries = (name: string, text: string): { times: number[]; values: number[] } => {
  const [heading = '', ...lines] = text.split(/\r?\n/);
  const columns = heading.split(',').map((each) => each.trim());
  const [timeColumn, valueColumn] = [columns.indexOf('timestamp'), columns.indexOf('value')];
  if (timeColumn < 0 || valueColumn < 0)
    throw new Error(`${name}: the first line has to name the columns timestamp and value, and is "${heading}".`);
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split(',');
    const time = parseTime(cells[timeColumn] ?? '');
    const cell = cells[valueColumn]?.trim() ?? '';
    const value = cell === '' ? Number.NaN : Number(cell);
    if (!Number.isFinite(time) || !Number.isFinite(value))
      throw new Error(`${name}, line ${index + 2}: "${line}" is no timestamp like 2014-02-14 14:30:00 with a number.`);
    times.push(time);
    values.push(value);
  }
  if (times.length === 0) throw new Error(`${name} has no rows.`);
  return { times, values };
};
