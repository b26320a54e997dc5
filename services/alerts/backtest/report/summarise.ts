import type { Episode } from '../replay/episodes.ts';

/** Alerts that are over sooner than this (ms) are hardly ever worth telling of. */
const brief = 60_000;

/** What a rule would have done in a range. Times in milliseconds; those on before the range count nowhere else. */
export type RuleSummary = {
  rule: string;
  raised: number;
  onBefore: number;
  /** Of all, those whose condition had not cleared at the end. */
  stillOn: number;
  /** Messages to subscribers, were none told of together. */
  told: number;
  devices: number;
  /** Raised and over in less than a minute. */
  brief: number;
  timeOn: { total: number; median: number; longest: number };
  /** The devices with the most alerts raised, most first. */
  topDevices: { deviceId: string; raised: number }[];
  /** Alerts raised in each equal part of the range, by when they would have been known. */
  over: number[];
};

/** A range of the wall clock (epoch ms), `from` included and `to` not; each part is `part` ms long. */
export type Range = { from: number; to: number };

/** One summary a rule, in the order of `ruleIds`; rules that raised nothing are told of, too. */
export const summarise = (
  ruleIds: readonly string[],
  episodes: readonly Episode[],
  { from, to }: Range,
  part: number,
): RuleSummary[] => {
  const byRule = Map.groupBy(episodes, ({ rule }) => rule);
  return ruleIds.map((rule) => {
    const all = byRule.get(rule) ?? [];
    const raised = all.filter(({ isOnBefore }) => !isOnBefore);
    const lengths = raised.map((episode) => lengthOf(episode, to)).sort((a, b) => a - b);
    const over = Array.from({ length: Math.max(1, Math.ceil((to - from) / part)) }, () => 0);
    for (const { foundAt } of raised) {
      const index = Math.min(over.length - 1, Math.floor((foundAt - from) / part));
      over[index] = (over[index] ?? 0) + 1;
    }
    const byDevice = [...Map.groupBy(raised, ({ deviceId }) => deviceId)].map(([deviceId, { length }]) => ({
      deviceId,
      raised: length,
    }));
    return {
      rule,
      raised: raised.length,
      onBefore: all.length - raised.length,
      stillOn: all.filter(({ endedAt }) => endedAt === undefined).length,
      told: all.reduce((sum, { told }) => sum + told, 0),
      devices: byDevice.length,
      brief: raised.filter((episode) => episode.endedAt !== undefined && lengthOf(episode, to) < brief).length,
      timeOn: {
        total: lengths.reduce((sum, length) => sum + length, 0),
        median: medianOf(lengths),
        longest: lengths.at(-1) ?? 0,
      },
      topDevices: byDevice.sort((a, b) => b.raised - a.raised || (a.deviceId < b.deviceId ? -1 : 1)).slice(0, 5),
      over,
    };
  });
};

/** How long the alert's condition was not clear, as far as the range tells. */
export const lengthOf = ({ raisedAt, endedAt }: Episode, to: number): number => Math.max(0, (endedAt ?? to) - raisedAt);

const medianOf = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

const minute = 60_000;
const hour = 60 * minute;
const parts = [minute, 5 * minute, 15 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 168 * hour];

/** The shortest part (ms) of which no more than 48 make up the range: as many as can be told apart side by side. */
export const partOf = ({ from, to }: Range): number =>
  parts.find((part) => (to - from) / part <= 48) ?? Math.ceil((to - from) / 48);
