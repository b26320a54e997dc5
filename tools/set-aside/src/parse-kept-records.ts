import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { SetAsideRecord } from '@millrace/shared/contracts/set-aside';
import type { ParsedObject } from './parsed-object.ts';

const parseLine = jsonParser(SetAsideRecord);

/** The records of an object that `keepSetAside` wrote. */
export const parseKeptRecords = (key: string, text: string): ParsedObject => {
  const parsed: ParsedObject = { records: [], unreadable: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const result = parseLine(line);
    if ('ok' in result) {
      const { index: _, data, ...record } = result.ok;
      parsed.records.push({ ...record, data: Buffer.from(data, 'base64'), whole: false, key });
    } else
      parsed.unreadable.push({
        key,
        detail: `line ${index + 1}: ${result.setAside.pointer ?? ''} ${result.setAside.detail}`,
      });
  }
  return parsed;
};
