/** Rows at the start of a file that are not scored: 15 %, at most 750. Source: NAB's nab/sweeper.py. */
export const probationaryLength = (rows: number): number => Math.min(Math.floor(0.15 * rows), 0.15 * 5000);
