import { readJson } from '@millrace/shared/contracts/schema-parser';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { createPatch, Pointer } from 'rfc6902';
import { formatBytes } from './format-record.ts';
import { printable } from './printable.ts';

/** What a repair changes: field by field where both are JSON, else both whole. */
export const formatDifference = (before: Buffer, after: Buffer): string => {
  const [old, repaired] = [jsonOf(before), jsonOf(after)];
  if (old === undefined || repaired === undefined)
    return printable(`${marked('-', formatBytes(before))}\n${marked('+', formatBytes(after))}`);
  const lines = createPatch(old, repaired).flatMap((operation) => {
    const { op, path } = operation;
    const removed = op === 'add' ? [] : [`- ${path} ${JSON.stringify(Pointer.fromJSON(path).get(old))}`];
    const added = 'value' in operation ? [`+ ${path} ${JSON.stringify(operation.value)}`] : [];
    return [...removed, ...added];
  });
  return printable(lines.join('\n'));
};

const jsonOf = (data: Buffer): unknown => {
  const [opened, ...others] = openBytes(data);
  const read = opened && others.length === 0 && 'text' in opened ? readJson(opened.text) : undefined;
  return read && 'ok' in read ? read.ok : undefined;
};

const marked = (mark: string, text: string): string => text.replaceAll(/^/gm, `${mark} `);
