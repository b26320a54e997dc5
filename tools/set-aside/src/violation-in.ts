import { channels } from '@millrace/shared/contracts/channels';
import { parseReading } from '@millrace/shared/contracts/parse-reading';
import { type Parsed, type Reason, setAside } from '@millrace/shared/contracts/parsed';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { channelOf } from './channel-of.ts';

/** As the consumers of each stream parse. */
const parsers: Record<string, (text: string) => Parsed<unknown>> = {
  'raw-readings': parseReading,
  'accepted-readings': jsonParser(channels['accepted-readings'].carries),
  'enriched-readings': jsonParser(channels['enriched-readings'].carries),
};

/** What the contract of a stream has against bytes, the first thing of all; nothing where its consumers can read them. */
export const violationIn = (stream: string, data: Buffer): Reason | undefined => {
  const parse = parsers[channelOf(stream)?.channel ?? ''];
  if (!parse) return setAside('schema-violation', `there is no contract for the stream ${stream}`).setAside;
  for (const opened of openBytes(data)) {
    if ('unreadable' in opened) return opened.unreadable;
    const parsed = parse(opened.text);
    if ('setAside' in parsed) return parsed.setAside;
  }
  return undefined;
};
