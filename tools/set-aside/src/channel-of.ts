import { channels } from '@millrace/shared/contracts/channels';

export type ChannelName = keyof typeof channels;

/** What `millrace-<stage>-<channel>` names; nothing where the stream is none of the table's. */
export const channelOf = (stream: string): { stage: string; channel: ChannelName } | undefined => {
  const channel = (Object.keys(channels) as ChannelName[]).find((name) => stream.endsWith(`-${name}`));
  return channel && { stage: stream.slice('millrace-'.length, -(channel.length + 1)), channel };
};
