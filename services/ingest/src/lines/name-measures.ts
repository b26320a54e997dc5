import { createHash } from 'node:crypto';
import { digestName } from '../compose/digest-name.ts';
import { maxNameLength, readingName } from '../compose/reading-limits.ts';

/**
 * Names the fields of one series, which are told apart by their measurement and tags (by rising keys): `<measurement>.<field>`, and
 * `<measurement>` for a field called `value`. Where there are tags their values follow, and a digest of the series and the field as line
 * protocol spells them, `cpu,cpu=cpu0 usage_idle`; also where a dot makes it doubtful what is measurement and what is field, and where no
 * measure may be called so. So no two series share a name, and one has the same on every device.
 */
export const nameMeasures = (measurement: string, tags: readonly [key: string, value: string][]) => {
  const isPlain = tags.length === 0 && measurement.length <= maxNameLength && !measurement.includes('.');
  const values = tags
    .map(([, value]) => value)
    .join('.')
    .slice(0, maxNameLength);
  const series = [
    measurement.replaceAll(/[, ]/g, '\\$&'),
    ...tags.map(([key, value]) => `${spell(key)}=${spell(value)}`),
  ].join(',');
  // Once for all fields: a series may be thousands of characters long, and have a thousand of them.
  const digest = createHash('md5').update(`${series} `);
  return (field: string): string => {
    const words = field === 'value' ? [measurement] : [measurement, field];
    const name = isPlain ? words.join('.') : '';
    if (readingName.test(name)) return name;
    return digestName([...words, ...(values === '' ? [] : [values])], digest.copy().update(spell(field)).digest('hex'));
  };
};

const spell = (name: string): string => name.replaceAll(/[,= ]/g, '\\$&');
