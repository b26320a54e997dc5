/** Bounds of an anomaly in epoch ms, both of them times of rows. */
export type Window = { from: number; to: number };

/** One file of a corpus. Times are in epoch ms; NAB's timestamps name no zone and are taken as UTC. */
export type Series = { name: string; times: number[]; values: number[]; windows: Window[] };
